package dev.graft.operator.resources;

import java.util.Arrays;
import java.util.Optional;
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

  /** What an exit code means; empty for one that means nothing particular. */
  public static Optional<TrainerExit> of(@Nullable Integer code) {
    return Arrays.stream(values()).filter(exit -> code != null && code == exit.code).findFirst();
  }

  int code() {
    return code;
  }
}
