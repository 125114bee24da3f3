package dev.graft.cli.doctor;

import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what this machine has and lacks. */
@Command(
    name = "doctor",
    description = {
      "Says what this machine has and lacks for Graft, each with the remedy.",
      "Exits with 2 when something is missing that Graft does not work without."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public DoctorCommand() {}

  @Override
  public Integer call() {
    List<Finding> findings =
        new Checks(new ThisMachine(), Installation.of(System.getenv())).findings();
    format.print(findings, (found, out) -> out.println(table(found)));
    return exitCode(findings).code();
  }

  static ExitCode exitCode(List<Finding> findings) {
    return findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.Missing)
        ? ExitCode.Usage
        : ExitCode.Done;
  }

  static String table(List<Finding> findings) {
    StringBuilder table = new StringBuilder();
    for (Finding finding : findings) {
      table.append(
          String.format(
              Locale.ROOT, "%-9s %-13s %s%n", mark(finding), finding.name(), finding.found()));
      if (!finding.remedy().isEmpty()) {
        table.append(String.format(Locale.ROOT, "%-24s%s%n", "", "remedy: " + finding.remedy()));
      }
    }
    return table.toString().stripTrailing();
  }

  private static String mark(Finding finding) {
    return switch (finding.verdict()) {
      case Ok -> "ok";
      case Optional -> "optional";
      case Missing -> "MISSING";
    };
  }
}
