package dev.graft.cli.run;

import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import dev.graft.cli.mlflow.ServerAddress;
import dev.graft.cli.run.Deliveries.Delivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public DeliverCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter progress = format.progress();
    List<Delivery> deliveries =
        new Deliveries(
                Installation.of(System.getenv()),
                Optional.ofNullable(trackingUri),
                progress::println)
            .all();
    format.print(deliveries, (told, out) -> {}); // a person has read it line by line
    boolean allDelivered = deliveries.stream().allMatch(delivery -> delivery.waiting() == 0);
    return (allDelivered ? ExitCode.Done : ExitCode.Failed).code();
  }
}
