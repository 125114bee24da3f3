package dev.graft.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code graft bench sim}.
 *
 * @param tasks one after the other
 * @param summary over all of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SteppingReport(List<TaskSpeed> tasks, Summary summary) {

  /**
   * The tasks together.
   *
   * @param ratioToBare geometric mean of the tasks' speeds relative to bare physics in C
   * @param ratioToPython arithmetic mean of the tasks' speeds relative to Python
   * @param leastRatioToPython of the tasks
   * @param resetRatioToPython arithmetic mean of the same for resets
   * @param leastResetRatioToPython of the tasks
   * @param bytesPerStep allocated in Java's heap, arithmetic mean
   * @param threads that stepped at once
   * @param threadSpeedup their speed by the clock over that of one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Summary(
      double ratioToBare,
      @Nullable Double ratioToPython,
      @Nullable Double leastRatioToPython,
      @Nullable Double resetRatioToPython,
      @Nullable Double leastResetRatioToPython,
      double bytesPerStep,
      int threads,
      double threadSpeedup) {}

  static SteppingReport of(List<TaskSpeed> tasks, int threads, double threadSpeedup) {
    boolean python = tasks.stream().allMatch(task -> task.pythonStepsPerCpuSecond() != null);
    return new SteppingReport(
        tasks,
        new Summary(
            Math.exp(mean(tasks, task -> Math.log(task.ratioToBare()))),
            python ? mean(tasks, SteppingReport::ratioToPython) : null,
            python ? least(tasks, SteppingReport::ratioToPython) : null,
            python ? mean(tasks, SteppingReport::resetRatioToPython) : null,
            python ? least(tasks, SteppingReport::resetRatioToPython) : null,
            mean(tasks, TaskSpeed::bytesPerStep),
            threads,
            threadSpeedup));
  }

  private static double mean(List<TaskSpeed> tasks, ToDoubleFunction<TaskSpeed> value) {
    return tasks.stream().mapToDouble(value).average().orElseThrow();
  }

  private static double least(List<TaskSpeed> tasks, ToDoubleFunction<TaskSpeed> value) {
    return tasks.stream().mapToDouble(value).min().orElseThrow();
  }

  private static double ratioToPython(TaskSpeed task) {
    return ratio(task.stepsPerCpuSecond(), task.pythonStepsPerCpuSecond());
  }

  private static double resetRatioToPython(TaskSpeed task) {
    return ratio(task.resetsPerCpuSecond(), task.pythonResetsPerCpuSecond());
  }

  private static double ratio(double java, @Nullable Double python) {
    return python == null ? Double.NaN : java / python;
  }

  /** Prints the heading of {@link #print(TaskSpeed, PrintWriter)}. */
  static void printHeading(PrintWriter out) {
    out.printf(
        "%-30s %9s %9s %7s %9s %7s %9s %9s %7s%n",
        "TASK", "STEPS/S", "BARE C", "RATIO", "PYTHON", "RATIO", "RESETS/S", "PYTHON", "B/STEP");
  }

  /** Prints a task's line; seconds are of CPU time. */
  static void print(TaskSpeed task, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-30s %9.0f %9.0f %7.3f %9s %7s %9.1f %9s %7.0f%n",
        task.name(),
        task.stepsPerCpuSecond(),
        task.bareStepsPerCpuSecond(),
        task.ratioToBare(),
        optional("%.0f", task.pythonStepsPerCpuSecond()),
        optional("%.2f", ratioToPython(task)),
        task.resetsPerCpuSecond(),
        optional("%.1f", task.pythonResetsPerCpuSecond()),
        task.bytesPerStep());
    out.flush();
  }

  private static String optional(String format, @Nullable Double number) {
    return number == null || number.isNaN() ? "-" : String.format(Locale.ROOT, format, number);
  }

  /** Prints what the tasks come to. */
  void printSummary(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%ngeometric mean of the ratio to bare C: %.3f; %.0f bytes of garbage a step%n",
        summary.ratioToBare(),
        summary.bytesPerStep());
    if (summary.ratioToPython() != null) {
      out.printf(
          Locale.ROOT,
          "mean ratio to Python: %.2f (least %s); of resets: %s (least %s)%n",
          summary.ratioToPython(),
          optional("%.2f", summary.leastRatioToPython()),
          optional("%.2f", summary.resetRatioToPython()),
          optional("%.2f", summary.leastResetRatioToPython()));
    }
    out.printf(
        Locale.ROOT,
        "%d threads step %.2f times as fast as one%n",
        summary.threads(),
        summary.threadSpeedup());
  }
}
