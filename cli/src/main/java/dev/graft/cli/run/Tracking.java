package dev.graft.cli.run;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.mlflow.LocalMlflow;
import dev.graft.cli.mlflow.MlflowGuard;
import dev.graft.cli.mlflow.ServerAnswer;
import dev.graft.crd.AdapterJob;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.TrackingServer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The MLflow servers of a command: one that is named, or the local one, which is started when it is
 * needed and started again when it ends, until this is closed. Thread-safe.
 */
final class Tracking implements AutoCloseable {
  private final Optional<URI> named;
  private final Installation installation;
  private final Consumer<String> messages;
  private @Nullable MlflowGuard guard;

  /**
   * Starts nothing yet.
   *
   * @param named on the command line
   * @param messages tells a person
   */
  Tracking(Optional<URI> named, Installation installation, Consumer<String> messages) {
    this.named = named;
    this.installation = installation;
    this.messages = messages;
  }

  /**
   * A server, with the credentials of the environment.
   *
   * @throws CommandFailure when these, or the address, are not as they must be
   */
  static TrackingServer open(URI uri) {
    return ServerAnswer.to(access -> new TrackingServer(uri, access, RetryPolicy.ONCE));
  }

  /** The server that a job is recorded in. */
  URI uri(AdapterJob job) {
    return named
        .or(() -> Optional.ofNullable(job.getSpec().tracking().uri()).map(URI::create))
        .orElseGet(this::local);
  }

  private synchronized URI local() {
    LocalMlflow mlflow = new LocalMlflow(installation);
    if (mlflow.find().isEmpty()) {
      messages.accept("starting the local MLflow server");
    }
    URI uri = mlflow.findOrStart();
    messages.accept("MLflow: " + uri);
    if (guard == null) {
      guard = MlflowGuard.over(mlflow, uri, messages);
    }
    return uri;
  }

  @Override
  public synchronized void close() {
    if (guard != null) {
      guard.close();
    }
  }
}
