package dev.graft.operator.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape tells, in Prometheus' text format, by metric. */
public final class Scrape {
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) (.*)");
  private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /**
   * A metric.
   *
   * @param type counter, gauge or histogram
   * @param help its meaning
   * @param labels with the values that series have
   */
  public record Metric(String type, String help, Map<String, Set<String>> labels) {}

  private final Map<String, String> helps = new LinkedHashMap<>();
  private final Map<String, Metric> metrics = new TreeMap<>();

  /** Reads the answer of {@code /metrics}. */
  public Scrape(String text) {
    text.lines().forEach(this::read);
  }

  private void read(String line) {
    Matcher comment = COMMENT.matcher(line);
    if (comment.matches()) {
      String name = comment.group(2);
      if (comment.group(1).equals("HELP")) {
        helps.put(name, comment.group(3));
      } else {
        String help = helps.getOrDefault(name, "");
        metrics.put(name, new Metric(comment.group(3), help, new TreeMap<>()));
      }
      return;
    }
    Matcher series = SERIES.matcher(line);
    if (!series.matches()) {
      throw new IllegalArgumentException("no line of a scrape: " + line);
    }
    Map<String, Set<String>> labels = metric(series.group(1)).labels();
    LABEL
        .matcher(Objects.requireNonNullElse(series.group(2), ""))
        .results()
        .filter(label -> !label.group(1).equals("le"))
        .forEach(
            label ->
                labels
                    .computeIfAbsent(label.group(1), first -> new TreeSet<>())
                    .add(label.group(2)));
  }

  /** Those of the operator itself, by name. */
  public Map<String, Metric> own() {
    Map<String, Metric> own = new TreeMap<>(metrics);
    own.keySet().removeIf(name -> !name.startsWith("graft_"));
    return own;
  }

  /** The names of all metrics. */
  public Set<String> names() {
    return metrics.keySet();
  }

  /** The metric that a series belongs to. */
  public Metric metric(String series) {
    Metric known = metrics.get(series);
    Metric histogram = metrics.get(series.replaceFirst("_(bucket|sum|count)$", ""));
    if (known == null && (histogram == null || !histogram.type().equals("histogram"))) {
      throw new IllegalArgumentException("no metric has the series " + series);
    }
    return known == null ? Objects.requireNonNull(histogram) : known;
  }
}
