package dev.graft.cli.compare;

import dev.graft.cli.Columns;
import dev.graft.cli.job.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jobs that are compared: what each trained, how long it took, and what came of it. */
final class OverviewText {
  /** More columns than these fill no terminal. */
  private static final int MOST_TASKS = 10;

  private OverviewText() {}

  /** A line for each job, and below it, where there are not many tasks, its success on each. */
  static List<String> lines(Comparison comparison) {
    List<String> lines = new ArrayList<>(costs(comparison));
    int tasks = comparison.tasks().size();
    if (tasks > 1 && tasks <= MOST_TASKS) {
      lines.add("");
      lines.addAll(successes(comparison));
    }
    return lines;
  }

  private static List<String> costs(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("JOB", "METHOD", "PARAMETERS", "BYTES", "A RUN", "SEEDS", "GOALS"));
    for (Comparison.Job job : comparison.jobs()) {
      rows.add(
          List.of(
              job.name(),
              job.method(),
              String.format(
                  Locale.ROOT, "%,d (%.2f %%)", job.parameters(), job.percentOfBackbone()),
              String.format(Locale.ROOT, "%,d", job.bytes()),
              String.format(Locale.ROOT, "%.0f s", job.seconds()),
              job.seeds().stream().map(String::valueOf).collect(Collectors.joining(",")),
              String.valueOf(job.goals())));
    }
    return Columns.aligned(rows);
  }

  private static List<String> successes(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("SUCCESS", comparison.tasks().stream(), "mean"));
    for (PolicyScores scores : comparison.scores()) {
      if (scores.policy() == Policy.ADAPTED) {
        rows.add(
            row(
                scores.job(),
                scores.tasks().stream().map(task -> share(task.success().share())),
                share(scores.mean().value())));
      }
    }
    return Columns.aligned(rows);
  }

  private static List<String> row(String first, Stream<String> tasks, String last) {
    return Stream.of(Stream.of(first), tasks, Stream.of(last)).flatMap(cells -> cells).toList();
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
