package dev.graft.cli.compare;

import dev.graft.cli.compare.PairedTest.OverallTest;
import dev.graft.cli.compare.PairedTest.TaskTest;
import dev.graft.cli.compare.PolicyScores.TaskScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A comparison for a terminal: a block for each task, a line for each policy. */
final class ComparisonText {
  private static final int NAME_WIDTH = 28;
  private static final String COLUMNS = "  %-7s  %-12s  %-6s  %-20s  %-7s  %s";

  private final Comparison comparison;
  private final List<String> lines = new ArrayList<>();
  private final String row;

  private ComparisonText(Comparison comparison) {
    this.comparison = comparison;
    int width =
        comparison.scores().stream()
            .mapToInt(scores -> title(scores).length())
            .reduce(NAME_WIDTH, Math::max);
    this.row = "%-" + width + "s" + COLUMNS;
  }

  /** The lines, at most a hundred characters wide while names are not longer than usual. */
  static List<String> lines(Comparison comparison) {
    return new ComparisonText(comparison).write();
  }

  private List<String> write() {
    lines.addAll(OverviewText.lines(comparison));
    if (!comparison.allowedDifferences().isEmpty()) {
      lines.add("The jobs differ in " + comparison.allowedDifferences() + ", which was allowed.");
    }
    for (int task = 0; task < comparison.tasks().size(); task++) {
      task(task);
    }
    if (comparison.tasks().size() > 1) {
      all();
    }
    lines.add("");
    legend();
    return lines;
  }

  private void task(int index) {
    String name = comparison.tasks().get(index);
    header(name, "P", comparison.tasks().size() > 1 ? "HOLM" : "");
    for (PolicyScores scores : comparison.scores()) {
      TaskScore score = scores.tasks().get(index);
      Optional<TaskTest> test = comparison.test(scores).map(found -> found.tasks().get(index));
      row(
          title(scores),
          score.success().share(),
          score.success().low(),
          score.success().high(),
          score.lastStep() == null ? null : score.lastStep().share(),
          test.map(t -> difference(t.difference(), t.low(), t.high())).orElse(""),
          test.map(t -> pValue(t.pValue())).orElse(""),
          comparison.tasks().size() > 1 ? test.map(t -> pValue(t.holmPValue())).orElse("") : "");
    }
  }

  private void all() {
    header("all tasks", "P", "BETTER");
    for (PolicyScores scores : comparison.scores()) {
      Optional<PairedTest> test = comparison.test(scores);
      Optional<OverallTest> overall = test.map(PairedTest::all);
      row(
          title(scores),
          scores.mean().value(),
          scores.mean().low(),
          scores.mean().high(),
          scores.lastStepMean(),
          overall.map(t -> difference(t.difference(), t.low(), t.high())).orElse(""),
          overall.map(t -> pValue(t.pValue())).orElse(""),
          test.map(t -> share(t.probabilityOfImprovement().value())).orElse(""));
      if (scores.policy().isLearned()) {
        Aggregated middle = scores.interquartileMean();
        row(
            "    interquartile mean",
            middle.value(),
            middle.low(),
            middle.high(),
            null,
            "",
            "",
            "");
      }
    }
  }

  private void header(String name, String p, String last) {
    lines.add("");
    lines.add(
        String.format(
                Locale.ROOT,
                row,
                name,
                "SUCCESS",
                "95 %",
                "AT END",
                comparison.tests().isEmpty() ? "" : "AGAINST " + brief(comparison.baseline()),
                comparison.tests().isEmpty() ? "" : p,
                comparison.tests().isEmpty() ? "" : last)
            .stripTrailing());
  }

  private void row(
      String name,
      double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double lastStep,
      String difference,
      String pValue,
      String last) {
    lines.add(
        String.format(
                Locale.ROOT,
                row,
                name,
                share(value),
                low == null || high == null ? "-" : "[%s, %s]".formatted(share(low), share(high)),
                lastStep == null ? "-" : share(lastStep),
                difference,
                pValue,
                last)
            .stripTrailing());
  }

  /** A policy that was learned is its job's; any other is the same for all jobs, or for some. */
  private String title(PolicyScores scores) {
    String title = scores.policy().title();
    boolean several =
        comparison.scores().stream().filter(s -> s.policy() == scores.policy()).count() > 1;
    return "  "
        + switch (scores.policy()) {
          case ADAPTED -> scores.job();
          case BEST -> scores.job() + ", best epoch";
          case RANDOM, ZERO_SHOT_MASKED, ZERO_SHOT_VISIBLE, EXPERT ->
              several ? title + " (" + scores.job() + ")" : title;
        };
  }

  private void legend() {
    lines.add(
        "SUCCESS at any step, AT END at the last one. Intervals: Wilson a task; over all tasks a");
    lines.add(
        String.format(
            Locale.ROOT,
            "bootstrap of %,d samples over goals and seeds, of the interquartile mean over runs.",
            comparison.bootstrapReplicates()));
    if (!comparison.tests().isEmpty()) {
      lines.add(
          "P: McNemar's exact test a task, HOLM corrected for all; sign flips by goal over all tasks.");
      lines.add(
          "BETTER: probability that a run is better than one of " + comparison.baseline() + ".");
    } else if (comparison.allowedDifferences().contains(Difference.evaluation)) {
      lines.add("No tests: they need the same goals on both sides.");
    }
  }

  private static String brief(String name) {
    return name.length() <= 12 ? name : name.substring(0, 11) + "…";
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String difference(double value, double low, double high) {
    return String.format(Locale.ROOT, "%+.2f [%+.2f, %+.2f]", value, low, high);
  }

  private static String pValue(double p) {
    return String.format(Locale.ROOT, p < 0.001 ? "%.0e" : "%.3f", p);
  }
}
