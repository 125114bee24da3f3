package dev.graft.cli.run;

import dev.graft.cli.progress.Clock;
import dev.graft.trainer.statistics.Interval;
import dev.graft.trainer.statistics.SuccessRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The result of a job as a table: a row for each run, and their mean. */
final class ResultTable {
  private static final List<String> HEADER =
      List.of(
          "TASK",
          "SEED",
          "ZERO-SHOT",
          "GOAL SEEN",
          "ADAPTED",
          "95 % INTERVAL",
          "P",
          "PARAMETERS",
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
    return aligned(cells);
  }

  private static List<String> cells(ResultRow row) {
    return List.of(
        row.task(),
        Long.toString(row.seed()),
        row.zeroShotMasked().map(ResultTable::share).orElse("-"),
        row.zeroShotVisible().map(ResultTable::share).orElse("-"),
        share(row.adapted()),
        interval(row.adapted().interval95()),
        row.pValue().map(ResultTable::pValue).orElse("-"),
        String.format(Locale.ROOT, "%,d (%.2f %%)", row.parameters(), row.percentOfBackbone()),
        row.elapsed().map(Clock::text).orElse("-"));
  }

  // Each run has the same number of goals, so the pooled share is the mean of the shares.
  private static List<String> mean(List<ResultRow> rows) {
    Optional<SuccessRate> adapted = pooled(rows, row -> Optional.of(row.adapted()));
    return List.of(
        "mean",
        "",
        pooled(rows, ResultRow::zeroShotMasked).map(ResultTable::share).orElse("-"),
        pooled(rows, ResultRow::zeroShotVisible).map(ResultTable::share).orElse("-"),
        adapted.map(ResultTable::share).orElse("-"),
        adapted.map(rate -> interval(rate.interval95())).orElse("-"),
        "",
        "",
        "");
  }

  /** All trials together; empty when a run has none. */
  static Optional<SuccessRate> pooled(
      List<ResultRow> rows, Function<ResultRow, Optional<SuccessRate>> rate) {
    List<SuccessRate> rates = rows.stream().map(rate).flatMap(Optional::stream).toList();
    return rates.size() == rows.size()
        ? rates.stream().reduce(SuccessRate::plus)
        : Optional.empty();
  }

  private static String share(SuccessRate rate) {
    return String.format(
        Locale.ROOT, "%.2f (%d/%d)", rate.share(), rate.successes(), rate.trials());
  }

  private static String interval(Interval interval) {
    return String.format(Locale.ROOT, "[%.2f, %.2f]", interval.low(), interval.high());
  }

  private static String pValue(double p) {
    return p < 0.001
        ? String.format(Locale.ROOT, "%.0e", p)
        : String.format(Locale.ROOT, "%.3f", p);
  }

  private static List<String> aligned(List<List<String>> cells) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : cells) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return cells.stream().map(row -> aligned(row, widths)).toList();
  }

  private static String aligned(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(String.format(Locale.ROOT, "%-" + (widths[column] + 2) + "s", row.get(column)));
    }
    return line.toString().stripTrailing();
  }
}
