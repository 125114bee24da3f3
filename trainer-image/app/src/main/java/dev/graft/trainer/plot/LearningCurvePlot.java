package dev.graft.trainer.plot;

import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The training loss by epoch. */
public final class LearningCurvePlot {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 480;

  /** Up to so many epochs each is marked with a dot. */
  private static final int MARKED_EPOCHS = 30;

  private LearningCurvePlot() {}

  /**
   * Draws the curve as a PNG file.
   *
   * @param title such as {@code ml45 – pretraining}
   * @param lossName of the loss, with its unit if it has one
   * @param points by epoch, at least one
   */
  public static byte[] draw(String title, String lossName, List<Point> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("no points: a learning curve needs at least one epoch");
    }
    XYChart chart = Plots.chart(title, "Epoch", lossName, WIDTH, HEIGHT);
    double[] epochs = points.stream().mapToDouble(Point::epoch).toArray();
    double[] losses = points.stream().mapToDouble(Point::loss).toArray();
    var series = Plots.line(chart, "Training loss", epochs, losses, Plots.COLORS.getFirst());
    if (points.size() <= MARKED_EPOCHS) {
      series.setMarker(SeriesMarkers.CIRCLE);
    }
    chart
        .getStyler()
        .setYAxisMin(0.0)
        .setXAxisDecimalPattern("0.##")
        .setXAxisTickMarkSpacingHint(70);
    return Plots.png(chart);
  }

  /**
   * A point of the curve.
   *
   * @param epoch passes over the data, a fraction for the end of a last, partial one
   * @param loss mean over the epoch's steps
   */
  public record Point(double epoch, double loss) {}
}
