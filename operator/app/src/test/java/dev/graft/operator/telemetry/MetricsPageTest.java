package dev.graft.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.telemetry.Scrape.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that explains metrics has all of them, in the words of a scrape, and no others. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("../../docs/metrics.md");

  @Test
  void everyMetricHasARowAndEveryRowAMetric() throws IOException {
    List<String> rows =
        Files.readString(PAGE).lines().filter(line -> line.startsWith("| `graft_")).toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Reports.ofEverything().own().entrySet().stream()
                .map(metric -> row(metric.getKey(), metric.getValue()))
                .toList());
  }

  @Test
  void othersAreThoseThatThePageNamesInASentence() throws IOException {
    assertThat(Files.readString(PAGE)).contains("`jvm_`", "`process_`", "`system_`");
    assertThat(Reports.ofEverything().names())
        .allMatch(name -> name.matches("(graft|jvm|process|system)_.*"));
  }

  private static String row(String name, Metric metric) {
    String labels =
        metric.labels().keySet().stream()
            .map(label -> "`" + label + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |".formatted(name, metric.type(), labels, metric.help());
  }
}
