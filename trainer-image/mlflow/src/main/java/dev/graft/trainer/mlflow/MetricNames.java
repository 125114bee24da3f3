package dev.graft.trainer.mlflow;

/** Names of the metrics that are read back, by the operator or by checks. */
public final class MetricNames {
  /** Passes over the data, fractions included. */
  public static final String EPOCH = "train/epoch";

  /** The training loss. */
  public static final String LOSS = "train/loss";

  /** Share of episodes solved at any step; with the ends of its 95 % interval. */
  public static final String SUCCESS = "eval/success_rate";

  public static final String SUCCESS_LOW = SUCCESS + "_low";
  public static final String SUCCESS_HIGH = SUCCESS + "_high";

  /** Share of episodes solved at their last step. */
  public static final String LAST_STEP_SUCCESS = "eval/last_step_success_rate";

  /** Adapter runs that have ended. */
  public static final String RUNS_FINISHED = "runs/finished";

  /** What the names of metrics of the machine begin with; they depend on the clock. */
  public static final String SYSTEM = "system/";

  private MetricNames() {}
}
