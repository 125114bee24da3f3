package dev.graft.cli.bench.rollout;

import dev.graft.cli.bench.Team;
import dev.graft.suites.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The yardstick: every thread steps its own environments by direct calls, from the first step to
 * the last, and waits for nobody.
 */
final class DirectCalls implements Contestant {
  private final Workload workload;
  private final int threads;
  private final List<Environment> environments = new ArrayList<>();
  private final Team team;

  DirectCalls(Workload workload, int threads) {
    this.workload = workload;
    this.threads = threads;
    this.team = new Team(threads);
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
    team.run(
        IntStream.range(0, threads)
            .mapToObj(first -> Executors.callable(() -> stepEvery(first)))
            .toList());
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
    team.close();
    environments.forEach(Environment::close);
  }
}
