package dev.graft.cli.mlflow;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts, finds or stops the local MLflow server. */
@Command(
    name = "mlflow",
    description = {
      "Starts the local MLflow server, or finds it running, and prints its address.",
      "Its data lie in Graft's cache; it runs until it is stopped."
    })
public final class MlflowCommand implements Callable<Integer> {
  private static final String NONE = "no local MLflow server runs";

  /** What else than to start it. */
  private static final class Instead {
    @Option(names = "--stop", description = "Stop the server; its data stay.")
    private boolean stop;

    @Option(
        names = "--find",
        description = "Print its address when it runs; start none, and exit with 1 when none runs.")
    private boolean find;
  }

  /**
   * The server.
   *
   * @param uri its address; null: there was none
   * @param running whether it runs now
   */
  record Server(@Nullable URI uri, boolean running) {
    private void print(PrintWriter out) {
      out.println(uri == null ? NONE : running ? uri : "stopped " + uri);
    }
  }

  @ArgGroup private Instead instead = new Instead();

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the format
  public MlflowCommand() {}

  @Override
  public Integer call() {
    format.print(server(new LocalMlflow(Installation.of(System.getenv()))), Server::print);
    return ExitCode.Done.code();
  }

  private Server server(LocalMlflow mlflow) {
    if (instead.find) {
      return new Server(mlflow.find().orElseThrow(() -> CommandFailure.failed(NONE)), true);
    }
    return instead.stop
        ? new Server(mlflow.stop().orElse(null), false)
        : new Server(mlflow.findOrStart(), true);
  }
}
