package dev.graft.trainer.mlflow;

/**
 * What makes a run the only one of its kind in its experiment; the value of the tag {@value #TAG}.
 *
 * @param value letters, digits and {@code . _ - : /}, at most 500
 */
public record RunKey(String value) {
  /** The tag's name. */
  public static final String TAG = "graft.runKey";

  private static final int LONGEST = 500;

  /** Refuses what could not stand inside a search filter. */
  public RunKey {
    if (!value.matches("[A-Za-z0-9._:/-]{1," + LONGEST + "}")) {
      throw new IllegalArgumentException(
          "run key '%s': must be 1 to %d letters, digits, or one of . _ - : /"
              .formatted(value, LONGEST));
    }
  }

  /** The key of a child, such as one stage of a job. */
  public RunKey child(String name) {
    return new RunKey(value + "/" + name);
  }

  @Override
  public String toString() {
    return value;
  }
}
