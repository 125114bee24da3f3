package dev.graft.cli;

/** Refuses numbers of the command line that are too small or too large. */
public final class Bounds {
  private Bounds() {}

  /**
   * Checks that a number is one of {@code least} to {@code most}, both included.
   *
   * @param option that gave it, such as {@code --size}
   * @throws CommandFailure if it is not; names the option, the value and the bounds
   */
  public static void requireWithin(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CommandFailure.usage("%s is %d: give %d to %d".formatted(option, value, least, most));
    }
  }

  /**
   * Checks that a number is 1 or more.
   *
   * @param option that gave it, such as {@code --rounds}
   * @throws CommandFailure if it is not; names the option and the value
   */
  public static void requirePositive(String option, int value) {
    if (value < 1) {
      throw CommandFailure.usage("%s is %d: give 1 or more".formatted(option, value));
    }
  }
}
