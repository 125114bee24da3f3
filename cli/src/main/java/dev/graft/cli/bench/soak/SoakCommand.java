package dev.graft.cli.bench.soak;

import dev.graft.cli.Bounds;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.ResultFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a server stays as large as it is. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a server, has clients open sessions of all tasks, step, collect, and break off in"
          + " every way, and watches what the server's process takes.",
      "Exits with 1 unless it is " + SoakReport.CRITERION + "."
    })
public final class SoakCommand implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Option(
      names = "--duration",
      defaultValue = "PT10M",
      description = "As ISO 8601 writes it, such as PT1H (default: ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--clients",
      defaultValue = "6",
      description = "That visit the server at once (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Draws what each does (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SoakCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (duration.compareTo(SHORTEST) < 0) {
      throw CommandFailure.usage("--duration is %s: give %s or more".formatted(duration, SHORTEST));
    }
    Bounds.requirePositive("--clients", clients);
    PrintWriter progress = spec.commandLine().getErr();
    SoakReport report = new Soak(duration, clients, seed, progress::println).run();
    format.print(report, (soak, out) -> out.println(soak.text()));
    return (report.flat() ? ExitCode.Done : ExitCode.Failed).code();
  }
}
