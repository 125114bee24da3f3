package dev.graft.cli.report;

import dev.graft.cli.compare.Aggregated;
import dev.graft.cli.compare.Comparison;
import dev.graft.cli.compare.PairedTest;
import dev.graft.cli.compare.PolicyScores;
import dev.graft.cli.compare.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables of a comparison, with captions, and headers that readers of screens announce. */
final class Tables {
  private Tables() {}

  /** A table that scrolls in its own frame where the page is narrow. */
  static Element scrolling(String name, Element table) {
    return Element.of("div", table)
        .with("class", "scroll")
        .with("role", "region")
        .with("aria-label", name)
        .with("tabindex", "0");
  }

  /**
   * A table.
   *
   * @param header a name for each column
   * @param rows the first cell of each names it
   */
  static Element of(String caption, List<String> header, List<List<String>> rows) {
    Element head = Element.of("tr");
    header.forEach(name -> head.add(Element.of("th", name).with("scope", "col")));
    Element body = Element.of("tbody");
    for (List<String> row : rows) {
      Element line = Element.of("tr", Element.of("th", row.getFirst()).with("scope", "row"));
      row.stream().skip(1).forEach(cell -> line.add(Element.of("td", cell)));
      body.add(line);
    }
    return Element.of(
        "table",
        Element.of("caption", Element.of("span", caption)),
        Element.of("thead", head),
        body);
  }

  /** Every task, then all of them; a column for each policy. */
  static Element results(Comparison comparison, List<String> titles) {
    List<String> header = new ArrayList<>(List.of("task"));
    header.addAll(titles);
    List<List<String>> rows = new ArrayList<>();
    for (int task = 0; task < comparison.tasks().size(); task++) {
      int index = task;
      rows.add(
          row(
              comparison.tasks().get(task),
              comparison,
              scores -> text(scores.tasks().get(index).success())));
    }
    rows.add(row("mean", comparison, scores -> text(scores.mean())));
    rows.add(row("mean, at the last step", comparison, scores -> lastStep(scores.lastStepMean())));
    rows.add(row("interquartile mean", comparison, Tables::interquartileMean));
    return of(
        String.format(
            Locale.ROOT,
            "Success at any step with 95 %% intervals: Wilson by task; of means a stratified bootstrap"
                + " of %,d samples over goals and seeds, of the interquartile mean over runs.",
            comparison.bootstrapReplicates()),
        header,
        rows);
  }

  private static List<String> row(
      String name, Comparison comparison, Function<PolicyScores, String> cell) {
    List<String> row = new ArrayList<>(List.of(name));
    comparison.scores().stream().map(cell).forEach(row::add);
    return row;
  }

  private static String lastStep(@Nullable Double mean) {
    return mean == null ? "not measured" : ReportPage.share(mean);
  }

  private static String interquartileMean(PolicyScores scores) {
    return scores.policy().isLearned() ? text(scores.interquartileMean()) : "";
  }

  private static String text(Rate rate) {
    return ReportPage.rate(rate.share(), rate.low(), rate.high());
  }

  private static String text(Aggregated number) {
    return ReportPage.rate(number.value(), number.low(), number.high());
  }

  /** Every job's learned policies against the baseline's. */
  static Element tests(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    for (PairedTest test : learned(comparison)) {
      String name = "%s: %s".formatted(test.job(), test.policy().title());
      test.tasks()
          .forEach(
              task ->
                  rows.add(
                      List.of(
                          name,
                          task.task(),
                          difference(task.difference(), task.low(), task.high()),
                          p(task.pValue()),
                          p(task.holmPValue()))));
      rows.add(
          List.of(
              name,
              "all tasks",
              difference(test.all().difference(), test.all().low(), test.all().high()),
              p(test.all().pValue()),
              "better with probability "
                  + ReportPage.share(test.probabilityOfImprovement().value())));
    }
    return of(
        "Against %s on the same goals: McNemar's exact test by task, corrected by Holm; sign flips by goal over all."
            .formatted(comparison.baseline()),
        List.of("job", "task", "difference", "p", "corrected"),
        rows);
  }

  private static List<PairedTest> learned(Comparison comparison) {
    return comparison.tests().stream().filter(test -> test.policy().isLearned()).toList();
  }

  private static String difference(double value, double low, double high) {
    return String.format(Locale.ROOT, "%+.2f [%+.2f, %+.2f]", value, low, high);
  }

  private static String p(double value) {
    return String.format(Locale.ROOT, value < 0.001 ? "%.0e" : "%.3f", value);
  }
}
