package dev.graft.operator.resources;

import org.jspecify.annotations.Nullable;

/** Exit codes of the trainer that mean something to a Job; any other but 0 is a failed try. */
public enum TrainerExit {
  /** The configuration is wrong: trying again cannot help. */
  CONFIGURATION(64),
  /** Asked to stop, the trainer wrote a checkpoint and left: no try is lost. */
  CHECKPOINTED(75);

  private final int code;

  TrainerExit(int code) {
    this.code = code;
  }

  /** Whether a trainer that ended so is not started again. */
  public static boolean isFinal(@Nullable Integer code) {
    return code != null && code == CONFIGURATION.code;
  }

  int code() {
    return code;
  }
}
