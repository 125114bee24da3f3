package dev.graft.suites;

import java.util.List;
import java.util.Locale;

/** There is no such goal. */
public final class RefusedGoalException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What was given wrongly. */
  public enum Field {
    /** The set of goals. */
    BENCHMARK,
    /** What names the sequence of goals. */
    SEED,
    /** The position in the sequence. */
    INDEX;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Field field;

  /** Of a value, with what to give instead. */
  public RefusedGoalException(Field field, Object value, String remedy) {
    super(
        "%s: %s".formatted(value instanceof String ? "is '" + value + "'" : "is " + value, remedy));
    this.field = field;
  }

  /** There is no set of goals of this name. */
  static RefusedGoalException noBenchmark(String name) {
    return new RefusedGoalException(
        Field.BENCHMARK, name, "the suite has goals of its own alone; leave it empty");
  }

  /** There is none of this name among those of the suite. */
  public static RefusedGoalException unknownBenchmark(String name, List<String> known) {
    return new RefusedGoalException(
        Field.BENCHMARK,
        name,
        "give one of %s, or leave it empty for Graft's own goals"
            .formatted(String.join(", ", known)));
  }

  /** What was given wrongly. */
  public Field field() {
    return field;
  }

  /** Value and remedy, to follow the name of the field. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
