package dev.graft.cli.sim;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulator by hand. */
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    description = "Lists, replays, films and serves simulated robot tasks.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TasksCommand.class,
      GoalsCommand.class,
      ReplayCommand.class,
      SuccessCommand.class,
      RenderCommand.class,
      VideoCommand.class,
      ServeCommand.class,
    })
public final class SimCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  SimCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
  }
}
