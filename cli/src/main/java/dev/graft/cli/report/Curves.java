package dev.graft.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Curves over epochs as SVG, each with its name at its end and in its colour. */
final class Curves {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 48;
  private static final int RIGHT = 628;
  private static final int TOP = 10;
  private static final int BOTTOM = 224;
  private static final int MOST_TICKS = 5;

  private Curves() {}

  /**
   * A curve.
   *
   * @param name for the legend
   * @param points by epoch, at least one
   */
  record Curve(String name, List<Point> points) {}

  /** A point of a curve. */
  record Point(double epoch, double value) {}

  /**
   * The drawing of at least one curve.
   *
   * @param what the values are
   */
  static Element draw(String what, List<Curve> curves) {
    double lastEpoch = Math.max(max(curves, Point::epoch), 1e-9);
    double most = Math.max(max(curves, Point::value), 1e-9);
    Element svg =
        Element.of("svg")
            .with("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT))
            .with("role", "img")
            .with("aria-label", what + " by epoch: " + words(curves))
            .with("class", "chart");
    for (double value : ticks(most)) {
      level(svg, value, most);
    }
    for (double epoch : ticks(lastEpoch)) {
      epoch(svg, epoch, lastEpoch);
    }
    svg.add(
        Element.of("text", "epoch")
            .with("class", "tick")
            .with("x", RIGHT - 30)
            .with("y", HEIGHT - 2));
    for (int i = 0; i < curves.size(); i++) {
      curve(svg, curves.get(i), colour(i), lastEpoch, most);
    }
    return svg;
  }

  /** Of a curve: the first colours, which are pale, are for marks beside the methods. */
  static int colour(int curve) {
    return (curve + 2) % ReportPage.COLOURS;
  }

  private static double max(List<Curve> curves, ToDoubleFunction<Point> coordinate) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .mapToDouble(coordinate)
        .max()
        .orElseThrow();
  }

  private static String words(List<Curve> curves) {
    return curves.stream()
        .map(
            curve ->
                String.format(
                    Locale.ROOT,
                    "%s from %.3g to %.3g",
                    curve.name(),
                    curve.points().getFirst().value(),
                    curve.points().getLast().value()))
        .collect(Collectors.joining("; "));
  }

  /** Round numbers from 0 to at most {@code last}, six or fewer. */
  static double[] ticks(double last) {
    double magnitude = Math.pow(10, Math.floor(Math.log10(last)) - 1);
    double step =
        DoubleStream.of(2, 2.5, 5, 10, 20, 25, 50)
            .map(round -> round * magnitude)
            .filter(round -> last / round <= MOST_TICKS)
            .findFirst()
            .orElseThrow();
    return IntStream.rangeClosed(0, (int) Math.floor(last / step))
        .mapToDouble(tick -> tick * step)
        .toArray();
  }

  private static void level(Element svg, double value, double most) {
    double y = BOTTOM - value / most * (BOTTOM - TOP);
    svg.add(
        Element.of("line")
            .with("class", "grid")
            .with("x1", LEFT)
            .with("x2", RIGHT)
            .with("y1", y)
            .with("y2", y));
    svg.add(
        Element.of("text", plain(value))
            .with("class", "tick")
            .with("x", LEFT - 6)
            .with("y", y + 4)
            .with("text-anchor", "end"));
  }

  private static void epoch(Element svg, double epoch, double lastEpoch) {
    svg.add(
        Element.of("text", plain(epoch))
            .with("class", "tick")
            .with("x", LEFT + epoch / lastEpoch * (RIGHT - LEFT))
            .with("y", BOTTOM + 16)
            .with("text-anchor", "middle"));
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static void curve(Element svg, Curve curve, int colour, double lastEpoch, double most) {
    Element group = Element.of("g", Element.of("title", curve.name()));
    StringBuilder path = new StringBuilder();
    for (Point point : curve.points()) {
      double x = LEFT + point.epoch() / lastEpoch * (RIGHT - LEFT);
      double y = BOTTOM - point.value() / most * (BOTTOM - TOP);
      path.append(String.format(Locale.ROOT, "%.2f,%.2f ", x, y));
      group.add(
          Element.of("circle")
              .with("class", "series-" + colour)
              .with("cx", x)
              .with("cy", y)
              .with("r", 3));
    }
    group.add(
        Element.of("polyline")
            .with("class", "curve stroke-" + colour)
            .with("points", path.toString().strip()));
    svg.add(group);
  }
}
