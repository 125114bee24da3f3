package dev.graft.cli.mlflow;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --tracking-uri} of commands that read what a server has, a picocli mixin. */
public final class ServerOption {
  @Option(
      names = "--tracking-uri",
      converter = ServerAddress.class,
      paramLabel = "URI",
      description = "The MLflow server to read from (default: the local one, if it runs).")
  private @Nullable URI uri;

  /** Called by picocli. */
  public ServerOption() {}

  /**
   * The server.
   *
   * @param problem what goes wrong without one
   * @throws CommandFailure when none is given, and none runs here
   */
  public URI require(Installation installation, String problem) {
    return Optional.ofNullable(uri)
        .or(() -> new LocalMlflow(installation).find())
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "%s, and no MLflow server runs: start it with graft mlflow, or give --tracking-uri"
                        .formatted(problem)));
  }
}
