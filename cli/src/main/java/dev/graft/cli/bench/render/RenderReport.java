package dev.graft.cli.bench.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pictures per second.
 *
 * @param pictures a row for each task and size
 */
record RenderReport(List<Row> pictures) {
  /**
   * One task at one size. Python's numbers are absent when it did not take part.
   *
   * @param task its name
   * @param size width and height in pixels
   * @param fastPerSecond of fast quality
   * @param fastTogetherPerSecond of fast quality, by a thread for each processor
   * @param fullPerSecond of full quality
   * @param pythonPerSecond of Python's renderer
   * @param fastPerCpuSecond of fast quality, of the processor time of all threads
   * @param fullPerCpuSecond of full quality
   * @param pythonPerCpuSecond of Python's renderer
   * @param fullEqualsPython whether pictures of full quality are Python's, byte for byte
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      String task,
      int size,
      double fastPerSecond,
      double fastTogetherPerSecond,
      double fullPerSecond,
      @Nullable Double pythonPerSecond,
      double fastPerCpuSecond,
      double fullPerCpuSecond,
      @Nullable Double pythonPerCpuSecond,
      @Nullable Boolean fullEqualsPython) {}

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    String line = "%-24s %5s %9s %9s %9s %9s %11s %11s %11s  %s%n";
    text.append(
        line.formatted(
            "TASK",
            "SIZE",
            "FAST/S",
            "TOGETHER",
            "FULL/S",
            "PYTHON/S",
            "FAST/PYTHON",
            "TOGETHER",
            "FULL/PYTHON",
            "BYTES"));
    for (Row row : pictures) {
      text.append(
          line.formatted(
              row.task(),
              row.size(),
              number(row.fastPerSecond()),
              number(row.fastTogetherPerSecond()),
              number(row.fullPerSecond()),
              row.pythonPerSecond() == null ? "-" : number(row.pythonPerSecond()),
              ratio(row, row.fastPerSecond()),
              ratio(row, row.fastTogetherPerSecond()),
              ratio(row, row.fullPerSecond()),
              row.fullEqualsPython() == null
                  ? "-"
                  : row.fullEqualsPython() ? "equal" : "different"));
    }
    bySize()
        .forEach(
            (size, rows) ->
                geometricMean(rows, Row::fastPerSecond)
                    .ifPresent(mean -> text.append(summary(size, mean, rows))));
    return text.toString().stripTrailing();
  }

  private static String summary(int size, double alone, List<Row> rows) {
    double together = geometricMean(rows, Row::fastTogetherPerSecond).orElseThrow();
    return "%d pixels: fast is %s times as fast as Python, %s times by a thread for each processor%n"
        .formatted(size, number(alone), number(together));
  }

  private TreeMap<Integer, List<Row>> bySize() {
    return pictures.stream()
        .collect(Collectors.groupingBy(Row::size, TreeMap::new, Collectors.toList()));
  }

  private static OptionalDouble geometricMean(List<Row> rows, ToDoubleFunction<Row> speed) {
    double logarithms = 0;
    for (Row row : rows) {
      if (row.pythonPerSecond() == null) {
        return OptionalDouble.empty();
      }
      logarithms += Math.log(speed.applyAsDouble(row) / row.pythonPerSecond());
    }
    return OptionalDouble.of(Math.exp(logarithms / rows.size()));
  }

  private static String ratio(Row row, double speed) {
    return row.pythonPerSecond() == null ? "-" : number(speed / row.pythonPerSecond());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
