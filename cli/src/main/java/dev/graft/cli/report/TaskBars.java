package dev.graft.cli.report;

import dev.graft.cli.compare.Comparison;
import dev.graft.cli.compare.PolicyScores;
import dev.graft.cli.compare.Rate;
import java.util.List;
import java.util.Locale;

/**
 * Success on each task as bars with their 95 % intervals, one group a task, as SVG. Colours are the
 * page's, so that they follow its light or dark look.
 */
final class TaskBars {
  private static final int WIDTH = 640;
  private static final int LEFT = 8;
  private static final int RIGHT = 632;
  private static final int BAR = 14;
  private static final int GAP = 4;
  private static final int TITLE = 24;
  private static final int GROUP_GAP = 14;
  private static final int AXIS = 22;

  private TaskBars() {}

  /** The drawing, with a text for those who cannot see it. */
  static Element draw(Comparison comparison, List<String> titles) {
    int group = TITLE + comparison.scores().size() * (BAR + GAP) + GROUP_GAP;
    int height = comparison.tasks().size() * group + AXIS;
    Element svg =
        Element.of("svg")
            .with("viewBox", "0 0 %d %d".formatted(WIDTH, height))
            .with("role", "img")
            .with(
                "aria-label",
                "Success rates by task, with 95 % intervals; the table has the numbers")
            .with("class", "chart");
    for (int tick = 0; tick <= 4; tick++) {
      svg.addAll(tick(tick / 4.0, height));
    }
    for (int task = 0; task < comparison.tasks().size(); task++) {
      svg.add(group(comparison, titles, task, task * group));
    }
    return svg;
  }

  private static List<Element> tick(double share, int height) {
    return List.of(
        Element.of("line")
            .with("class", "grid")
            .with("x1", x(share))
            .with("x2", x(share))
            .with("y1", 0)
            .with("y2", height - AXIS),
        Element.of("text", String.format(Locale.ROOT, "%.2f", share))
            .with("class", "tick")
            .with("x", x(share))
            .with("y", height - 6)
            .with("text-anchor", share == 0 ? "start" : share == 1 ? "end" : "middle"));
  }

  private static Element group(Comparison comparison, List<String> titles, int task, int top) {
    Element group =
        Element.of(
            "g",
            Element.of("text", comparison.tasks().get(task))
                .with("class", "name")
                .with("x", LEFT)
                .with("y", top + 16));
    for (int i = 0; i < comparison.scores().size(); i++) {
      PolicyScores scores = comparison.scores().get(i);
      Rate rate = scores.tasks().get(task).success();
      group.add(bar(rate, titles.get(i), i, top + TITLE + i * (BAR + GAP)));
    }
    return group;
  }

  private static Element bar(Rate rate, String title, int series, int top) {
    double middle = top + BAR / 2.0;
    String words =
        String.format(
            Locale.ROOT, "%s: %.2f [%.2f, %.2f]", title, rate.share(), rate.low(), rate.high());
    return Element.of(
        "g",
        Element.of("title", words),
        Element.of("rect")
            .with("class", "series-" + series % ReportPage.COLOURS)
            .with("x", x(0))
            .with("y", top)
            .with("width", Math.max(1, x(rate.share()) - x(0)))
            .with("height", BAR),
        Element.of("line")
            .with("class", "interval")
            .with("x1", x(rate.low()))
            .with("x2", x(rate.high()))
            .with("y1", middle)
            .with("y2", middle),
        end(rate.low(), middle),
        end(rate.high(), middle));
  }

  private static Element end(double share, double middle) {
    return Element.of("line")
        .with("class", "interval")
        .with("x1", x(share))
        .with("x2", x(share))
        .with("y1", middle - 4)
        .with("y2", middle + 4);
  }

  private static double x(double share) {
    return LEFT + share * (RIGHT - LEFT);
  }
}
