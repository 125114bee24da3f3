package dev.graft.cli.mlflow;

import dev.graft.cli.CommandFailure;
import dev.graft.trainer.mlflow.TrackingAccess;
import dev.graft.trainer.mlflow.TrackingException;

/** What a tracking server says; where it does not, the command fails as all commands do. */
public final class ServerAnswer {
  private ServerAnswer() {}

  /** What is asked of a server. */
  @FunctionalInterface
  public interface Question<T, E extends Exception> {
    /** Asks, as whom the environment's variables say. */
    T ask(TrackingAccess access) throws E;
  }

  /**
   * The answer.
   *
   * @throws CommandFailure as wrong usage for credentials or an address that cannot be, as a
   *     failure when the server does not answer
   */
  public static <T, E extends Exception> T to(Question<T, E> question) throws E {
    try {
      return question.ask(TrackingAccess.of(System.getenv()));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (TrackingException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }
}
