package dev.graft.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Phase;
import dev.graft.operator.telemetry.Reports;
import dev.graft.operator.telemetry.Scrape;
import dev.graft.operator.telemetry.Scrape.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be said of queries without Prometheus: that they ask for what the operator tells. */
final class Promql {
  private static final Path REASONS = Path.of("../../docs/troubleshooting.md");
  private static final Pattern SERIES =
      Pattern.compile("\\b((?:graft|jvm|process|system)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");

  /** What Prometheus adds to series of a pod, and the label of a histogram's buckets. */
  private static final Set<String> OF_ALL = Set.of("namespace", "pod", "le");

  private static final Scrape SCRAPE = Reports.ofEverything();

  private Promql() {}

  /**
   * Fails unless the operator tells every metric, with these labels, and they have these values.
   */
  static void assertAsksForWhatIsTold(String query) {
    List<MatchResult> series = SERIES.matcher(query).results().toList();
    assertThat(series).as(query).isNotEmpty();
    Set<String> labels = new HashSet<>(OF_ALL);
    for (MatchResult one : series) {
      Metric metric = SCRAPE.metric(one.group(1));
      labels.addAll(metric.labels().keySet());
      if (one.group(2) != null) {
        MATCHER.matcher(one.group(2)).results().forEach(label -> assertHas(metric, label, query));
      }
    }
    GROUPING
        .matcher(query)
        .results()
        .flatMap(grouping -> Arrays.stream(grouping.group(1).split(",", -1)))
        .map(String::strip)
        .forEach(label -> assertThat(labels).as(query).contains(label));
  }

  private static void assertHas(Metric metric, MatchResult label, String query) {
    String name = label.group(1);
    if (!OF_ALL.contains(name)) {
      assertThat(metric.labels()).as(query).containsKey(name);
    }
    Set<String> known =
        switch (name) {
          case "phase" ->
              Arrays.stream(Phase.values()).map(Phase::name).collect(Collectors.toSet());
          case "reason" -> reasons();
          case "outcome", "verb" -> metric.labels().getOrDefault(name, Set.of());
          default -> Set.of();
        };
    if (!known.isEmpty()) {
      assertThat(known).as(query).contains(label.group(2).split("\\|", -1));
    }
  }

  /** A test keeps the headings of that page equal to the reasons that there are. */
  static Set<String> reasons() {
    try {
      return Pattern.compile("(?m)^### (\\w+)$")
          .matcher(Files.readString(REASONS))
          .results()
          .map(heading -> heading.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
