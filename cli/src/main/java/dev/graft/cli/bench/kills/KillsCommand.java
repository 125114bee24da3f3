package dev.graft.cli.bench.kills;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.OutputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
      names = "--seed",
      defaultValue = "1",
      description = "Draws whom to kill, and when (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.text;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  KillsCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (kills < 1) {
      throw CommandFailure.usage("--kills is %d: give 1 or more".formatted(kills));
    }
    PrintWriter progress = spec.commandLine().getErr();
    KillsReport report;
    try (Drill drill =
        Drill.prepare(Installation.of(System.getenv()), seed, line -> tell(progress, line))) {
      report = drill.run(kills);
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case text -> out.println(report.text());
      case json ->
          out.println(
              JsonMapper.builder()
                  .build()
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(report));
    }
    return (report.same() ? ExitCode.Done : ExitCode.Failed).code();
  }

  private static void tell(PrintWriter progress, String line) {
    progress.println(line);
    progress.flush();
  }
}
