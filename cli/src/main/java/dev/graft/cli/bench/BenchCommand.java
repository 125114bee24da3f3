package dev.graft.cli.bench;

import dev.graft.cli.bench.kills.KillsCommand;
import dev.graft.cli.bench.render.RenderBenchCommand;
import dev.graft.cli.bench.rollout.RolloutCommand;
import dev.graft.cli.bench.soak.SoakCommand;
import dev.graft.cli.bench.training.TrainingCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements that can be made again, each against a yardstick in alternating runs. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures this machine's speed beside that of a yardstick.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SimCommand.class,
      RenderBenchCommand.class,
      RolloutCommand.class,
      TrainingCommand.class,
      SoakCommand.class,
      KillsCommand.class,
      OperatorCommand.class,
    })
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  BenchCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
  }
}
