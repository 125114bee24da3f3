package dev.graft.cli.bench.rollout;

import dev.graft.suites.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The yardstick: every thread steps its own environments by direct calls, from the first step to
 * the last, and waits for nobody.
 */
final class DirectCalls implements Contestant {
  private final Workload workload;
  private final int threads;
  private final List<Environment> environments = new ArrayList<>();
  private final ExecutorService executor;

  DirectCalls(Workload workload, int threads) {
    this.workload = workload;
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
    workload.tasks().forEach(task -> environments.add(workload.suite().open(task)));
  }

  @Override
  public void reset() {
    for (int i = 0; i < environments.size(); i++) {
      environments.get(i).reset(workload.randomVector(i));
    }
  }

  @Override
  public void run() {
    List<Future<?>> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      running.add(executor.submit(() -> stepEvery(first)));
    }
    try {
      for (Future<?> each : running) {
        each.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in the middle of a round", interrupted);
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
  }

  private void stepEvery(int first) {
    float[] action = new float[Workload.ACTION_SIZE];
    for (float[] actions : workload.actions()) {
      for (int i = first; i < environments.size(); i += threads) {
        System.arraycopy(actions, i * action.length, action, 0, action.length);
        environments.get(i).step(action);
      }
    }
  }

  @Override
  public float[] lastObservations() {
    int size = environments.getFirst().observation().length;
    float[] all = new float[environments.size() * size];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) environments.get(i / size).observation()[i % size];
    }
    return all;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    environments.forEach(Environment::close);
  }
}
