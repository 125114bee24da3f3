package dev.graft.cli.bench;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the operator costs on a Kubernetes node. */
@Command(
    name = "operator",
    description = {
      "Starts a Kubernetes node on this machine, installs the chart, and measures how long the"
          + " operator takes from the start of its process until it is ready, and its resident"
          + " memory when idle and with a hundred AdapterJobs.",
      "Needs root and a quiet machine; prints the figures as JSON."
    })
public final class OperatorCommand implements Callable<Integer> {
  /** Called by picocli. */
  OperatorCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path script =
        Installation.of(System.getenv()).root().resolve(Path.of("e2e", "cluster", "bench"));
    if (!script.toFile().canExecute()) {
      throw CommandFailure.usage(
          script + " is not there: run this command as ./graft, in a clone of the sources");
    }
    return new ProcessBuilder(script.toString()).inheritIO().start().waitFor();
  }
}
