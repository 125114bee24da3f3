package dev.graft.cli.bench.rollout;

/** One way to step the environments of a workload. */
interface Contestant extends AutoCloseable {

  /** Resets all environments; not timed. */
  void reset();

  /** Takes all steps of the workload. */
  void run();

  /** What was last seen, {@code [environments, observation size]}. */
  float[] lastObservations();

  @Override
  void close();
}
