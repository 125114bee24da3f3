package dev.graft.cli.bench.render;

import dev.graft.mujoco.Quality;
import dev.graft.suites.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    try (ExecutorService threads = Executors.newFixedThreadPool(renderers.size())) {
      List<Callable<Frames>> work = new ArrayList<>();
      renderers.forEach(renderer -> work.add(() -> renderer.render(quality, seconds)));
      double all = 0;
      for (Future<Frames> frames : threads.invokeAll(work)) {
        all += frames.get().perSecond();
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    renderers.forEach(JavaRenderer::close);
  }
}
