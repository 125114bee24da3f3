package dev.graft.cli.bench.kills;

import dev.graft.cli.Bounds;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
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

/** Whether a killed job ends as an undisturbed one does. */
@Command(
    name = "kills",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a small job again and again, kills (SIGKILL) its processes at random moments, runs it"
          + " on until it is done, and compares weights, evaluations and all that MLflow holds of"
          + " it with those of an undisturbed run.",
      "Exits with 1 unless all are the same: nothing lost, nothing recorded twice."
    })
public final class KillsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--kills",
      defaultValue = "100",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--limit",
      defaultValue = "PT12H",
      description = "Kill no more after this time (default: ${DEFAULT-VALUE}).")
  private Duration limit;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Draws whom to kill, and when (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  KillsCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Bounds.requirePositive("--kills", kills);
    PrintWriter progress = spec.commandLine().getErr();
    KillsReport report;
    try (Drill drill =
        Drill.prepare(Installation.of(System.getenv()), seed, line -> tell(progress, line))) {
      report = drill.run(kills, limit);
    }
    format.print(report, (found, out) -> out.println(found.text()));
    return (report.same() ? ExitCode.Done : ExitCode.Failed).code();
  }

  private static void tell(PrintWriter progress, String line) {
    progress.println(line);
    progress.flush();
  }
}
