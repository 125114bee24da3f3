package dev.graft.suites.metaworld;

import dev.graft.mujoco.Model;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The compiled scenes, one for the whole process: environments take forks of them. */
final class Scenes {
  private static final Map<String, Model> COMPILED = new ConcurrentHashMap<>();

  private Scenes() {}

  /** A fork, to be closed by the caller. */
  static Model fork(String scene) {
    return COMPILED.computeIfAbsent(scene, Scenes::compile).fork();
  }

  private static Model compile(String scene) {
    return Model.load(SceneFiles.xml(scene), SceneFiles.of(scene));
  }
}
