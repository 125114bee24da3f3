package dev.graft.cli.bench.rollout;

import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.Simulator;
import java.util.stream.IntStream;

/** A rollout session: one message for each step of all environments. */
final class Session implements Contestant {
  private final Workload workload;
  private final RolloutSession session;
  private final int[] all;
  private float[] last = {};

  Session(Workload workload, Simulator simulator) {
    this.workload = workload;
    this.session = simulator.open(workload.suite().name(), workload.tasks());
    this.all = IntStream.range(0, workload.environments()).toArray();
  }

  @Override
  public void reset() {
    last = session.reset(all, workload.goals());
  }

  @Override
  public void run() {
    for (float[] actions : workload.actions()) {
      last = session.step(all, actions).observations();
    }
  }

  @Override
  public float[] lastObservations() {
    return last;
  }

  @Override
  public void close() {
    session.close();
  }
}
