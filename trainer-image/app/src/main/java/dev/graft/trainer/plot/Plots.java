package dev.graft.trainer.plot;

import dev.graft.trainer.statistics.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The look that all plots share. */
final class Plots {
  /** Okabe and Ito's colours, told apart with any colour vision, and in grey. */
  static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0xE69F00));

  private static final Color GRID = new Color(0xE6E6E6);
  private static final Color TEXT = new Color(0x333333);

  private Plots() {}

  /** An empty chart with titles on its axes. */
  static XYChart chart(String title, String xTitle, String yTitle, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart
        .getStyler()
        .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line)
        .setPlotGridLinesColor(GRID)
        .setPlotGridLinesStroke(new BasicStroke(1f))
        .setAxisTickMarksColor(GRID)
        .setAxisTickLabelsColor(TEXT)
        .setAxisTitleFont(font(Font.PLAIN, 15))
        .setAxisTickLabelsFont(font(Font.PLAIN, 13))
        .setChartBackgroundColor(Color.WHITE)
        .setChartFontColor(TEXT)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartTitleBoxVisible(false)
        .setChartTitleFont(font(Font.BOLD, 17))
        .setChartTitlePadding(12)
        .setChartPadding(14)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(org.knowm.xchart.style.Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setLegendFont(font(Font.PLAIN, 13))
        .setMarkerSize(9);
    return chart;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** A line through points. */
  static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color color) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(color).setLineWidth(2.2f);
    series.setMarkerColor(color).setMarker(SeriesMarkers.NONE);
    return series;
  }

  /** A level, dashed line from one end of the chart to the other. */
  static void level(XYChart chart, String name, double from, double to, double y, Color color) {
    XYSeries series = line(chart, name, new double[] {from, to}, new double[] {y, y}, color);
    series.setLineStyle(
        new BasicStroke(
            1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {7f, 5f}, 0f));
  }

  /** The area between the ends of intervals, without an entry in the legend. */
  static void band(XYChart chart, String name, double[] x, List<Interval> intervals, Color color) {
    int n = x.length;
    double[] xs = new double[2 * n];
    double[] ys = new double[2 * n];
    for (int i = 0; i < n; i++) {
      xs[i] = x[i];
      ys[i] = intervals.get(i).high();
      xs[2 * n - 1 - i] = x[i];
      ys[2 * n - 1 - i] = intervals.get(i).low();
    }
    XYSeries area = chart.addSeries(name, xs, ys);
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setMarker(SeriesMarkers.NONE);
    area.setLineColor(new Color(0, 0, 0, 0));
    area.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 45));
    area.setShowInLegend(false);
  }

  /** The chart as a PNG file. */
  static byte[] png(XYChart chart) {
    return png(BitmapEncoder.getBufferedImage(chart), chart.getTitle());
  }

  /** An image as a PNG file. */
  static byte[] png(BufferedImage image, String title) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot draw '" + title + "'", e);
    }
  }
}
