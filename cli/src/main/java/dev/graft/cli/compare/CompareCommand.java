package dev.graft.cli.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.OutputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two finished jobs on the goals they share. */
@Command(
    name = "compare",
    description = {
      "Compares two jobs that finished on this machine: success with 95 %% Wilson intervals, the"
          + " difference, and the p-value of McNemar's exact test on the same goals."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final String ROW = "%-24s %-24s %-24s %-24s %s%n";

  @Parameters(
      arity = "2",
      paramLabel = "JOB",
      description = "A job's name, or JOB/ATTEMPT (default: its latest finished attempt).")
  private List<String> jobs;

  @Option(
      names = {"-o", "--output-format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: text).")
  private OutputFormat format;

  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    Installation installation = Installation.of(System.getenv());
    List<Comparison> comparisons =
        Comparison.of(
            FinishedJob.find(installation, jobs.getFirst()),
            FinishedJob.find(installation, jobs.getLast()));
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case text -> comparisons.forEach(comparison -> out.println(text(comparison)));
      case json ->
          out.println(
              new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(comparisons));
    }
    return ExitCode.Done.code();
  }

  private String text(Comparison comparison) {
    StringBuilder text = new StringBuilder(comparison.policy()).append(System.lineSeparator());
    text.append(String.format(ROW, "TASK", jobs.getFirst(), jobs.getLast(), "DIFFERENCE", "P"));
    for (Comparison.Row row : comparison.rows()) {
      text.append(
          String.format(
              ROW,
              row.task(),
              rate(row.first()),
              rate(row.second()),
              String.format(
                  Locale.ROOT,
                  "%+.2f [%+.2f, %+.2f]",
                  row.difference(),
                  row.differenceLow(),
                  row.differenceHigh()),
              String.format(Locale.ROOT, "%.2g", row.pValue())));
    }
    return text.toString();
  }

  private static String rate(Comparison.Rate rate) {
    return String.format(
        Locale.ROOT,
        "%.2f [%.2f, %.2f]",
        (double) rate.successes() / rate.episodes(),
        rate.low(),
        rate.high());
  }
}
