package dev.graft.cli.bench.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code graft bench train}.
 *
 * @param layers of the transformer
 * @param embeddingDim its width
 * @param context steps of a window, two tokens each
 * @param batchSize windows of an optimizer step
 * @param threads of each contestant
 * @param speeds one for each exercise
 */
record TrainingReport(
    int layers, int embeddingDim, int context, int batchSize, int threads, List<Speed> speeds) {

  /**
   * Medians of the rounds.
   *
   * @param training which parameters are trained
   * @param precision of the arithmetic
   * @param stepsPerSecond of Graft
   * @param pytorchStepsPerSecond of the yardstick; absent: not measured
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Speed(
      String training,
      String precision,
      double stepsPerSecond,
      @Nullable Double pytorchStepsPerSecond) {
    /** Graft's speed relative to the yardstick's; absent without it. */
    @JsonProperty
    @Nullable Double ratioToPytorch() {
      return pytorchStepsPerSecond == null ? null : stepsPerSecond / pytorchStepsPerSecond;
    }
  }

  static void printHeading(PrintWriter out) {
    out.printf("%-10s %-10s %9s %9s %7s%n", "TRAINING", "PRECISION", "STEPS/S", "PYTORCH", "RATIO");
    out.flush();
  }

  static void print(Speed speed, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-10s %-10s %9.2f %9s %7s%n",
        speed.training(),
        speed.precision(),
        speed.stepsPerSecond(),
        optional(speed.pytorchStepsPerSecond()),
        optional(speed.ratioToPytorch()));
    out.flush();
  }

  private static String optional(@Nullable Double number) {
    return number == null ? "-" : String.format(Locale.ROOT, "%.2f", number);
  }
}
