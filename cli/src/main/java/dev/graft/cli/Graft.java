package dev.graft.cli;

import dev.graft.cli.bench.BenchCommand;
import dev.graft.cli.compare.CompareCommand;
import dev.graft.cli.doctor.DoctorCommand;
import dev.graft.cli.export.ExportCommand;
import dev.graft.cli.manifest.PlanCommand;
import dev.graft.cli.manifest.ValidateCommand;
import dev.graft.cli.mlflow.MlflowCommand;
import dev.graft.cli.mlflow.ModelsCommand;
import dev.graft.cli.report.ReportCommand;
import dev.graft.cli.run.DeliverCommand;
import dev.graft.cli.run.EvaluateCommand;
import dev.graft.cli.run.RunCommand;
import dev.graft.cli.sim.SimCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code graft} command. */
@Command(
    name = "graft",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class,
    description = "Robot learning with adapters: pretrain a policy, graft adapters onto it.",
    subcommands = {
      RunCommand.class,
      EvaluateCommand.class,
      DeliverCommand.class,
      PlanCommand.class,
      ValidateCommand.class,
      CompareCommand.class,
      ReportCommand.class,
      ExportCommand.class,
      SimCommand.class,
      BenchCommand.class,
      MlflowCommand.class,
      ModelsCommand.class,
      DoctorCommand.class,
      VersionCommand.class,
    },
    scope = CommandLine.ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Exit codes: 0 done, 1 the run failed, 2 wrong input or usage, 130 interrupted."})
public final class Graft implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  Graft() {}

  /** The process. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command with its handlers, as {@link #main} runs it. */
  public static CommandLine commandLine() {
    return new CommandLine(new Graft())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Graft::report);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
  }

  private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof CommandFailure expected) {
      command.getErr().println("graft: " + expected.getMessage());
      return expected.exitCode().code();
    }
    throw failure;
  }
}
