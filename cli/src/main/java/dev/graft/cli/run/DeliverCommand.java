package dev.graft.cli.run;

import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.mlflow.ServerAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Delivers to MLflow what jobs could not. */
@Command(
    name = "deliver",
    description = {
      "Delivers to MLflow the records that jobs left on disk while their server was away.",
      "Running a job again does the same for that job. Exits with 1 when records wait still."
    })
public final class DeliverCommand implements Callable<Integer> {
  @Option(
      names = "--tracking-uri",
      converter = ServerAddress.class,
      paramLabel = "URI",
      description = "MLflow server to deliver to (default: the one that each job recorded in).")
  private @Nullable URI trackingUri;

  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public DeliverCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    int waiting =
        new Deliveries(
                Installation.of(System.getenv()), Optional.ofNullable(trackingUri), out::println)
            .all();
    return (waiting == 0 ? ExitCode.Done : ExitCode.Failed).code();
  }
}
