package dev.graft.trainer.plot;

import dev.graft.trainer.statistics.Interval;
import dev.graft.trainer.statistics.SuccessRate;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Success rates of several policies on each task: a row per task, a dot and interval per policy.
 */
public final class TaskComparisonPlot {
  private static final int WIDTH = 860;
  private static final int FRAME_HEIGHT = 170;
  private static final int ROW_HEIGHT = 64;

  /** Share of a row that its dots spread over. */
  private static final double SPREAD = 0.5;

  private TaskComparisonPlot() {}

  /**
   * Draws the comparison as a PNG file.
   *
   * @param title such as {@code quickstart}
   * @param tasks their names, from the top row down
   * @param policies success rates by policy, in the legend's order, one for each task
   */
  public static byte[] draw(
      String title, List<String> tasks, Map<String, List<SuccessRate>> policies) {
    int height = FRAME_HEIGHT + ROW_HEIGHT * tasks.size();
    XYChart chart = Plots.chart(title, "Success rate, 95 % interval", "", WIDTH, height);
    chart
        .getStyler()
        .setXAxisMin(0.0)
        .setXAxisMax(1.0)
        .setXAxisDecimalPattern("0.0")
        .setYAxisMin(-tasks.size() + 0.5)
        .setYAxisMax(0.5)
        .setYAxisTickMarkSpacingHint(ROW_HEIGHT * 3 / 4)
        .setYAxisTitleVisible(false);
    chart.setCustomYAxisTickLabelsFormatter(row -> rowName(tasks, row));
    int index = 0;
    for (Map.Entry<String, List<SuccessRate>> policy : policies.entrySet()) {
      double offset = SPREAD * (0.5 - (index + 0.5) / policies.size());
      drawPolicy(chart, policy.getKey(), policy.getValue(), offset, Plots.COLORS.get(index++ % 6));
    }
    return Plots.png(chart);
  }

  private static String rowName(List<String> tasks, double row) {
    int index = (int) Math.round(-row);
    boolean onRow = Math.abs(row + index) < 1e-9 && index >= 0 && index < tasks.size();
    return onRow ? tasks.get(index) : " ";
  }

  private static void drawPolicy(
      XYChart chart, String name, List<SuccessRate> rates, double offset, Color color) {
    double[] x = new double[rates.size()];
    double[] y = new double[rates.size()];
    for (int task = 0; task < rates.size(); task++) {
      x[task] = rates.get(task).share();
      y[task] = offset - task;
      Interval interval = rates.get(task).interval95();
      double[] ends = {interval.low(), interval.high()};
      Plots.line(chart, name + " on row " + task, ends, new double[] {y[task], y[task]}, color)
          .setShowInLegend(false);
    }
    XYSeries dots = Plots.line(chart, name, x, y, color);
    dots.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    dots.setMarker(SeriesMarkers.CIRCLE);
  }
}
