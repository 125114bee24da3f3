package dev.graft.cli.run;

import dev.graft.cli.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Executes AdapterJobs on this machine. */
@Command(
    name = "run",
    description = {
      "Executes AdapterJobs on this machine: collects demonstrations, pretrains the backbone,"
          + " trains and evaluates the adapters, records everything in MLflow, and prints the"
          + " result.",
      "Several jobs share the cores of the machine: each begins when those that it refers to have"
          + " ended and the earlier ones leave a core to it. Results are printed in the order in"
          + " which jobs end.",
      "Ctrl-C stops it in good order; the same command goes on from there. A job that has finished"
          + " prints its result again.",
      "With GRAFT_DEVICE=cuda in its environment it trains on an NVIDIA GPU."
    })
public final class RunCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Manifests of AdapterJobs, or folders of them.")
  private List<Path> files;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Set a field first, such as spec.evaluation.episodes=20; the value is YAML, and the last"
              + " one of a field counts.")
  private List<String> settings = List.of();

  @Mixin private Execution execution;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public RunCommand() {}

  @Override
  public Integer call() throws IOException {
    return execution.of(new Manifests().read(files, settings)).code();
  }
}
