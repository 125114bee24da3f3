package dev.graft.plan;

/** A spec that its schema accepts and that cannot be planned, for what it refers to. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /**
   * A refusal.
   *
   * @param field path of the field, such as {@code spec.backbone.fromJob.name}
   * @param problem what is wrong, and the remedy
   */
  PlanException(String field, String problem) {
    this.field = field;
    this.problem = problem;
  }

  /** The field, what is wrong with it, and the remedy. */
  @Override
  public String getMessage() {
    return field + ": " + problem;
  }

  /** Path of the field. */
  public String field() {
    return field;
  }
}
