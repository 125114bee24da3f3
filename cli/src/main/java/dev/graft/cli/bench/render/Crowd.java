package dev.graft.cli.bench.render;

import dev.graft.cli.bench.Team;
import dev.graft.mujoco.Quality;
import dev.graft.suites.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Environments that are filmed at once, one by each processor, as those of a session are. */
final class Crowd implements AutoCloseable {
  private final List<JavaRenderer> renderers = new ArrayList<>();

  Crowd(Suite suite, Scene scene) {
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      renderers.add(new JavaRenderer(suite, scene));
    }
  }

  /** Pictures per second of all together. */
  double perSecond(Quality quality, double seconds) {
    List<Callable<Frames>> work = new ArrayList<>();
    renderers.forEach(renderer -> work.add(() -> renderer.render(quality, seconds)));
    try (Team team = new Team(renderers.size())) {
      return team.run(work).stream().mapToDouble(Frames::perSecond).sum();
    }
  }

  @Override
  public void close() {
    renderers.forEach(JavaRenderer::close);
  }
}
