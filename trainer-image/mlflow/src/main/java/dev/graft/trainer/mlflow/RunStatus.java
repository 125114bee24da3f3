package dev.graft.trainer.mlflow;

import java.util.Locale;

/** How far a run is. */
public enum RunStatus {
  /** It is being written to. */
  Running,
  /** It has its result. */
  Finished,
  /** It ended without a result. */
  Failed,
  /** It was ended by a person. */
  Killed;

  /** MLflow's word for it. */
  String wire() {
    return name().toUpperCase(Locale.ROOT);
  }
}
