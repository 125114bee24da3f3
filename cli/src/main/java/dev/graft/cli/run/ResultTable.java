package dev.graft.cli.run;

import dev.graft.cli.Columns;
import dev.graft.cli.progress.Clock;
import dev.graft.trainer.statistics.Interval;
import dev.graft.trainer.statistics.SuccessRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The result of a job as a table: a row for each run, and their mean. */
final class ResultTable {
  private static final List<String> HEADER =
      List.of(
          "TASK",
          "SEED",
          "RANDOM",
          "ZERO-SHOT",
          "ADAPTED",
          "95 % INTERVAL",
          "AT END",
          "EXPERT",
          "P",
          "TIME");

  private ResultTable() {}

  /** The table's lines, aligned; empty without rows. */
  static List<String> lines(List<ResultRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEADER);
    rows.forEach(row -> cells.add(cells(row)));
    if (rows.size() > 1) {
      cells.add(mean(rows));
    }
    return Columns.aligned(cells);
  }

  private static List<String> cells(ResultRow row) {
    return List.of(
        row.task(),
        Long.toString(row.seed()),
        share(row.random()),
        zeroShot(row.zeroShotMasked(), row.zeroShotVisible()),
        share(row.adapted()),
        interval(row.adapted().interval95()),
        row.lastStep().map(ResultTable::share).orElse("-"),
        share(row.expert()),
        pValue(row.pValue()),
        Clock.text(row.elapsed()));
  }

  // Each run has the same number of goals, so the pooled share is the mean of the shares.
  private static List<String> mean(List<ResultRow> rows) {
    SuccessRate adapted = pooled(rows, ResultRow::adapted);
    return List.of(
        "mean",
        "",
        share(pooled(rows, ResultRow::random)),
        zeroShot(pooled(rows, ResultRow::zeroShotMasked), pooled(rows, ResultRow::zeroShotVisible)),
        share(adapted),
        interval(adapted.interval95()),
        rows.stream().allMatch(row -> row.lastStep().isPresent())
            ? share(pooled(rows, row -> row.lastStep().orElseThrow()))
            : "-",
        share(pooled(rows, ResultRow::expert)),
        "",
        "");
  }

  /** What the columns mean, and of how many goals a task; empty without rows. */
  static List<String> legend(List<ResultRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    return List.of(
        "Success at any step on %d unseen goals; AT END: at the last step."
            .formatted(rows.getFirst().adapted().trials()),
        "ZERO-SHOT: the backbone alone, goal masked / visible. P: McNemar, adapted against zero-shot.");
  }

  /** All trials together. */
  private static SuccessRate pooled(List<ResultRow> rows, Function<ResultRow, SuccessRate> rate) {
    return rows.stream().map(rate).reduce(SuccessRate::plus).orElseThrow();
  }

  private static String zeroShot(SuccessRate masked, SuccessRate visible) {
    return share(masked) + " / " + share(visible);
  }

  private static String share(SuccessRate rate) {
    return String.format(Locale.ROOT, "%.2f", rate.share());
  }

  private static String interval(Interval interval) {
    return String.format(Locale.ROOT, "[%.2f, %.2f]", interval.low(), interval.high());
  }

  private static String pValue(double p) {
    return p < 0.001
        ? String.format(Locale.ROOT, "%.0e", p)
        : String.format(Locale.ROOT, "%.3f", p);
  }
}
