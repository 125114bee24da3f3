package dev.graft.trainer.mlflow;

/** Names of the metrics that are read back, by the operator or by checks. */
public final class MetricNames {
  /** Passes over the data, fractions included. */
  public static final String EPOCH = "train/epoch";

  /** The training loss. */
  public static final String LOSS = "train/loss";

  /** What the names of metrics of the machine begin with; they depend on the clock. */
  public static final String SYSTEM = "system/";

  private MetricNames() {}
}
