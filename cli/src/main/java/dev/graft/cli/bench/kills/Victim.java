package dev.graft.cli.bench.kills;

/** What is killed. */
enum Victim {
  /** The command and all that it started, as when a machine's power fails. */
  All,
  /** The command alone: its trainers and simulators notice, and leave. */
  Command,
  /** A trainer. */
  Trainer,
  /** A simulator. */
  Simulator,
  /** The MLflow server. */
  Mlflow
}
