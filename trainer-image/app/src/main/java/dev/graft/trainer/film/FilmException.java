package dev.graft.trainer.film;

/** There is no picture. */
public final class FilmException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, and what would help, in one line. */
  public FilmException(String message, Throwable cause) {
    super(message, cause);
  }
}
