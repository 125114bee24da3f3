package dev.graft.trainer.plot;

import dev.graft.trainer.statistics.Interval;
import dev.graft.trainer.statistics.SuccessRate;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Success rates of several policies on each task: a row per task, a dot and interval per policy.
 */
public final class TaskComparisonPlot {
  private static final int WIDTH = 860;
  private static final int FRAME_HEIGHT = 190;

  /** So that the intervals of a row do not touch. */
  private static final int POLICY_HEIGHT = 13;

  private static final int ROW_PADDING = 28;

  /** Share of a row that its dots spread over. */
  private static final double SPREAD = 0.7;

  private static final int NAMES_PADDING = 24;

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
    int rowHeight = ROW_PADDING + POLICY_HEIGHT * policies.size();
    int height = FRAME_HEIGHT + rowHeight * tasks.size();
    XYChart chart = Plots.chart(title, "Success rate, 95 % interval", "", WIDTH, height);
    chart
        .getStyler()
        .setXAxisMin(0.0)
        .setXAxisMax(1.0)
        .setXAxisDecimalPattern("0.0")
        .setYAxisMin(0.5 - tasks.size())
        .setYAxisMax(0.5)
        .setYAxisTicksVisible(false)
        .setPlotGridHorizontalLinesVisible(false)
        .setYAxisTitleVisible(false);
    int index = 0;
    for (Map.Entry<String, List<SuccessRate>> policy : policies.entrySet()) {
      double offset = SPREAD * (0.5 - (index + 0.5) / policies.size());
      drawPolicy(chart, policy.getKey(), policy.getValue(), offset, Plots.COLORS.get(index++ % 6));
    }
    return Plots.png(withRowNames(chart, tasks), title);
  }

  /**
   * The chart with the rows' names to its left. XChart's own tick labels would not do: it chooses
   * the ticks by their labels, and thins them for ever when it finds none that fit.
   */
  private static BufferedImage withRowNames(XYChart chart, List<String> tasks) {
    BufferedImage plot = BitmapEncoder.getBufferedImage(chart);
    Font font = chart.getStyler().getAxisTickLabelsFont();
    int margin = namesWidth(font, tasks);
    BufferedImage image =
        new BufferedImage(margin + plot.getWidth(), plot.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(chart.getStyler().getChartBackgroundColor());
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.drawImage(plot, margin, 0, null);
    graphics.setColor(chart.getStyler().getChartFontColor());
    graphics.setFont(font);
    FontMetrics metrics = graphics.getFontMetrics();
    for (int row = 0; row < tasks.size(); row++) {
      double middle = chart.getScreenYFromChart(-row) + metrics.getAscent() / 2.5;
      int left = margin - metrics.stringWidth(tasks.get(row));
      graphics.drawString(tasks.get(row), left, (int) middle);
    }
    graphics.dispose();
    return image;
  }

  private static int namesWidth(Font font, List<String> tasks) {
    FontRenderContext context = new FontRenderContext(null, true, false);
    return NAMES_PADDING
        + tasks.stream()
            .mapToInt(task -> (int) Math.ceil(font.getStringBounds(task, context).getWidth()))
            .max()
            .orElse(0);
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
