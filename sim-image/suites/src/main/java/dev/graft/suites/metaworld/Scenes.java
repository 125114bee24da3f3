package dev.graft.suites.metaworld;

import dev.graft.mujoco.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The compiled scenes, one for the whole process: environments take forks of them. MuJoCo reads
 * files, so the assets are unpacked into a temporary folder while scenes are compiled from it.
 */
final class Scenes {
  private static final String MEMBERS = "members.txt";
  private static final Map<String, Model> COMPILED = new ConcurrentHashMap<>();

  private Scenes() {}

  /** A fork, to be closed by the caller. */
  static Model fork(String scene) {
    return COMPILED.computeIfAbsent(scene, Scenes::compile).fork();
  }

  private static Model compile(String scene) {
    return Model.load(Assets.FOLDER.resolve("metaworld/assets/sawyer_xyz").resolve(scene + ".xml"));
  }

  /** Unpacked when the first scene is compiled, deleted when the process ends. */
  private static final class Assets {
    static final Path FOLDER = unpack();

    private Assets() {}

    private static Path unpack() {
      try {
        Path folder = Files.createTempDirectory("graft-scenes");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        for (String member : members()) {
          Path file = folder.resolve(member);
          Files.createDirectories(Objects.requireNonNull(file.getParent()));
          try (InputStream source = resource("/dev/graft/suites/" + member)) {
            Files.copy(source, file);
          }
        }
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot unpack the scenes into the temporary folder", e);
      }
    }

    private static List<String> members() throws IOException {
      try (var lines =
          new BufferedReader(new InputStreamReader(resource(MEMBERS), StandardCharsets.UTF_8))) {
        return lines.lines().toList();
      }
    }

    private static InputStream resource(String name) {
      return Objects.requireNonNull(
          Scenes.class.getResourceAsStream(name), () -> name + " is not in the jar");
    }

    private static void delete(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        // The process ends; the system cleans its temporary folder.
      }
    }
  }
}
