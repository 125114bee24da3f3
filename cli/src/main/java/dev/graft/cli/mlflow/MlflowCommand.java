package dev.graft.cli.mlflow;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @ArgGroup private Instead instead = new Instead();

  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public MlflowCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LocalMlflow mlflow = new LocalMlflow(Installation.of(System.getenv()));
    if (instead.find) {
      out.println(mlflow.find().orElseThrow(() -> CommandFailure.failed(NONE)));
    } else if (instead.stop) {
      Optional<URI> stopped = mlflow.stop();
      out.println(stopped.map(uri -> "stopped " + uri).orElse(NONE));
    } else {
      out.println(mlflow.findOrStart());
    }
    return ExitCode.Done.code();
  }
}
