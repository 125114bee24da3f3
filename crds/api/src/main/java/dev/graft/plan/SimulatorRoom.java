package dev.graft.plan;

import dev.graft.api.AdapterJobSpec;

/**
 * The simulators of a job, and the room of each.
 *
 * <p>A run evaluates in one session of {@code environmentsPerReplica} environments at most, on one
 * simulator. The simulators together have room for a session of every run that goes on at once, so
 * that no run waits for another; should a simulator be lost, the runs that find no room wait.
 *
 * @param replicas simulators
 * @param maxEnvironments environments of all sessions of one simulator together
 */
public record SimulatorRoom(int replicas, int maxEnvironments) {

  /** What the manifest asks for. */
  public static SimulatorRoom of(AdapterJobSpec spec) {
    return with(spec.simulation().replicas(), spec);
  }

  /** The same sessions on no more than so many simulators. */
  public static SimulatorRoom ofAtMost(int replicas, AdapterJobSpec spec) {
    return with(Math.min(replicas, spec.simulation().replicas()), spec);
  }

  private static SimulatorRoom with(int replicas, AdapterJobSpec spec) {
    int sessions = Math.ceilDiv(spec.trainer().runs().parallelism(), replicas);
    return new SimulatorRoom(replicas, sessions * spec.simulation().environmentsPerReplica());
  }
}
