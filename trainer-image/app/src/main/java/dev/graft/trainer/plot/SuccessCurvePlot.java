package dev.graft.trainer.plot;

import dev.graft.trainer.statistics.SuccessRate;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Success rates by epoch with their 95 % band, beside the levels of fixed policies. */
public final class SuccessCurvePlot {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 500;

  private SuccessCurvePlot() {}

  /**
   * Draws the curve as a PNG file.
   *
   * @param title such as {@code door-lock-v3, seed 0}
   * @param policy name of the policy that is trained
   * @param points its success rates, by epoch, at least one
   * @param levels success rates of policies that are not trained, by name, in the legend's order
   */
  public static byte[] draw(
      String title, String policy, List<Point> points, Map<String, SuccessRate> levels) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException(
          "no points: a success curve needs at least one evaluation");
    }
    XYChart chart = Plots.chart(title, "Epoch", "Success rate", WIDTH, HEIGHT);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0.0");
    double[] epochs = points.stream().mapToDouble(Point::epoch).toArray();
    double[] shares = points.stream().mapToDouble(point -> point.rate().share()).toArray();
    drawBand(chart, points);
    XYSeries curve =
        Plots.line(chart, policy + ", 95 % interval", epochs, shares, Plots.COLORS.getFirst());
    curve.setMarker(SeriesMarkers.CIRCLE);
    drawLevels(chart, levels, Math.max(1, points.getLast().epoch()));
    return Plots.png(chart);
  }

  private static void drawBand(XYChart chart, List<Point> points) {
    double[] epochs = points.stream().mapToDouble(Point::epoch).toArray();
    var intervals = points.stream().map(point -> point.rate().interval95()).toList();
    if (points.size() > 1) {
      Plots.band(chart, "band", epochs, intervals, Plots.COLORS.getFirst());
      return;
    }
    double[] x = {epochs[0], epochs[0]};
    double[] y = {intervals.getFirst().low(), intervals.getFirst().high()};
    Plots.line(chart, "interval", x, y, Plots.COLORS.getFirst()).setShowInLegend(false);
  }

  private static void drawLevels(XYChart chart, Map<String, SuccessRate> levels, double lastEpoch) {
    int color = 1;
    for (Map.Entry<String, SuccessRate> level : levels.entrySet()) {
      Plots.level(
          chart,
          level.getKey(),
          0,
          lastEpoch,
          level.getValue().share(),
          Plots.COLORS.get(color++ % Plots.COLORS.size()));
    }
  }

  /**
   * A point of the curve.
   *
   * @param epoch passes over the data, a fraction for the end of a last, partial one
   * @param rate of the policy then
   */
  public record Point(double epoch, SuccessRate rate) {}
}
