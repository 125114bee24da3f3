package dev.graft.cli.sim;

import dev.graft.cli.Bounds;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.ResultFormat;
import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.server.EmbeddedSimulator;
import dev.graft.simulator.server.InstalledSuites;
import dev.graft.simulator.server.SimulatorSettings;
import dev.graft.suites.TaskInfo;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how many goals the scripted policies solve. */
@Command(
    name = "success",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the scripted policy of each task at the goals of a seed, on all cores.",
      "An episode ends at its first success, or fails after 500 steps."
    })
final class SuccessCommand implements Callable<Integer> {
  private static final int MOST_GOALS = 10_000;

  @Spec private CommandSpec spec;

  @Option(names = "--task", description = "Task, such as reach-v3; may be repeated (default: all).")
  private List<String> tasks = List.of();

  @Mixin private GoalOptions goals;

  @Option(
      names = "--goals",
      defaultValue = "50",
      description = "Goals of each task, from the first (default: ${DEFAULT-VALUE}).")
  private int count;

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SuccessCommand() {}

  @Override
  public Integer call() {
    format.print(measure(chosen()), SuccessCommand::print);
    return ExitCode.Done.code();
  }

  private List<TaskLookup> chosen() {
    List<String> names =
        tasks.isEmpty()
            ? InstalledSuites.all().getFirst().tasks().stream().map(TaskInfo::name).toList()
            : tasks.stream().distinct().toList();
    List<TaskLookup> found = names.stream().map(name -> TaskLookup.find("--task", name)).toList();
    for (TaskLookup task : found) {
      int most = Math.min(goals.with(task, sequence -> sequence.perTask()), MOST_GOALS);
      Bounds.requireWithin("--goals", count, 1, most);
    }
    return found;
  }

  private Scores measure(List<TaskLookup> chosen) {
    int maxSteps = chosen.stream().mapToInt(task -> task.info().horizon()).min().orElseThrow();
    DemonstrationRequest request =
        new DemonstrationRequest(
            chosen.getFirst().suite().name(),
            chosen.stream().map(task -> task.info().name()).toList(),
            count,
            goals.seed(),
            0,
            false,
            0,
            maxSteps,
            goals.benchmark());
    try (EmbeddedSimulator simulator = EmbeddedSimulator.start(SimulatorSettings.standard())) {
      return new Scores(
          simulator.simulator().describe().version(),
          request.suite(),
          request.benchmark(),
          request.seed(),
          count,
          maxSteps,
          scores(simulator.simulator(), request));
    } catch (SimulatorException failure) {
      throw CommandFailure.failed(String.valueOf(failure.getMessage()));
    }
  }

  /** Episodes come ordered by task, so that a task is complete when it has all. */
  private List<Scores.Score> scores(Simulator simulator, DemonstrationRequest request) {
    List<Scores.Score> scores = new ArrayList<>();
    List<@Nullable Integer> steps = new ArrayList<>();
    simulator.collect(
        request,
        episode -> {
          steps.add(firstSuccess(episode));
          if (steps.size() == count) {
            scores.add(Scores.Score.of(episode.task(), new ArrayList<>(steps)));
            steps.clear();
            report(scores.getLast());
          }
        });
    return scores;
  }

  /** It was cut there. */
  private static @Nullable Integer firstSuccess(Demonstration episode) {
    return episode.success() ? episode.length() : null;
  }

  private void report(Scores.Score score) {
    spec.commandLine().getErr().printf("%s: %d of %d%n", score.name(), score.solved(), count);
  }

  private static void print(Scores scores, PrintWriter out) {
    out.printf("%-30s  %6s  %5s%n", "TASK", "SOLVED", "GOALS");
    for (Scores.Score score : scores.tasks()) {
      out.printf("%-30s  %6d  %5d%n", score.name(), score.solved(), scores.goals());
    }
  }
}
