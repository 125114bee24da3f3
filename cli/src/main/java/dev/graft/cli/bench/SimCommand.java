package dev.graft.cli.bench;

import dev.graft.cli.Bounds;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import dev.graft.suites.TaskInfo;
import dev.graft.suites.UnknownTaskException;
import dev.graft.suites.metaworld.MetaWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast environments step and reset. */
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    description =
        "Steps every Meta-World task, beside the same physics calls from a loop in C and, on"
            + " request, beside Python's metaworld; per second of CPU time, in alternating rounds.")
final class SimCommand implements Callable<Integer> {
  private static final int SCALING_ROUNDS = 5;

  /** Every so many tasks are stepped for the speed-up by threads. */
  private static final int SCALING_STRIDE = 5;

  private final MetaWorld suite = new MetaWorld();

  @Option(
      names = "--task",
      description = "Only this task; may be given several times (default: all).")
  private List<String> tasks = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description =
          "Episodes of each contestant, of which the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--threads",
      description = "Threads to compare with one (default: one for each processor).")
  private @Nullable Integer threads;

  @Option(names = "--against-python", description = "Measures Python's metaworld as well.")
  private boolean againstPython;

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  SimCommand() {}

  @Override
  public Integer call() throws IOException {
    List<String> chosen = chosen();
    int atOnce = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Bounds.requirePositive("--rounds", rounds);
    Bounds.requirePositive("--threads", atOnce);
    PrintWriter progress = format.progress();
    SteppingReport.printHeading(progress);
    List<TaskSpeed> speeds = measure(chosen, progress);
    ThreadScaling scaling = new ThreadScaling(suite, everyFew(chosen), atOnce);
    SteppingReport report = SteppingReport.of(speeds, atOnce, scaling.speedup(SCALING_ROUNDS));
    format.print(report, SteppingReport::printSummary);
    return ExitCode.Done.code();
  }

  private List<String> chosen() {
    try {
      tasks.forEach(suite::task);
    } catch (UnknownTaskException unknown) {
      throw CommandFailure.usage("--task: " + unknown.getMessage());
    }
    return tasks.isEmpty() ? suite.tasks().stream().map(TaskInfo::name).toList() : tasks;
  }

  private List<TaskSpeed> measure(List<String> chosen, PrintWriter progress) throws IOException {
    try (PythonStepper python =
        againstPython ? PythonStepper.start(Installation.of(System.getenv())) : null) {
      SteppingBenchmark benchmark = new SteppingBenchmark(suite, python, rounds);
      benchmark.warmUp(chosen);
      List<TaskSpeed> speeds = new ArrayList<>();
      for (String task : chosen) {
        TaskSpeed speed = benchmark.measure(task);
        SteppingReport.print(speed, progress);
        speeds.add(speed);
      }
      return speeds;
    }
  }

  private static List<String> everyFew(List<String> all) {
    List<String> few = new ArrayList<>();
    for (int i = 0; i < all.size(); i += SCALING_STRIDE) {
      few.add(all.get(i));
    }
    return few;
  }
}
