package dev.graft.cli.mlflow;

import dev.graft.cli.CommandFailure;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Starts the local server again, at the same address, whenever it ends while a run needs it; until
 * closed. One that a person stops stays stopped: the records wait.
 */
public final class MlflowGuard implements AutoCloseable {
  /** As often as a server may end within a run: one that cannot live is let go. */
  private static final int RESTARTS = 10;

  private final LocalMlflow mlflow;
  private final URI uri;
  private final Consumer<String> messages;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private MlflowGuard(LocalMlflow mlflow, URI uri, Consumer<String> messages) {
    this.mlflow = mlflow;
    this.uri = uri;
    this.messages = messages;
  }

  /**
   * Watches from now on.
   *
   * @param uri of the server, which answers
   * @param messages tells a person, from another thread
   */
  public static MlflowGuard over(LocalMlflow mlflow, URI uri, Consumer<String> messages) {
    MlflowGuard guard = new MlflowGuard(mlflow, uri, messages);
    Thread.ofPlatform().daemon().name("mlflow-guard").start(guard::watch);
    return guard;
  }

  private void watch() {
    try {
      for (int restarts = 0; restarts < RESTARTS && awaitEnd(); restarts++) {
        messages.accept("the local MLflow server has ended: it is started again; records wait");
        if (!mlflow.restart(uri)) {
          return;
        }
      }
    } catch (CommandFailure | UncheckedIOException e) {
      messages.accept(
          "the local MLflow server does not start again, records wait: " + e.getMessage());
    }
  }

  /** Waits for the server's end; false when it was stopped on purpose or nobody needs it. */
  private boolean awaitEnd() {
    Optional<ProcessHandle> server = mlflow.process();
    server.ifPresent(process -> CompletableFuture.anyOf(process.onExit(), closed).join());
    return !closed.isDone() && mlflow.isWanted();
  }

  @Override
  public void close() {
    closed.complete(null);
  }
}
