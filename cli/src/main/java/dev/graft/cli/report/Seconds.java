package dev.graft.cli.report;

import dev.graft.cli.progress.Clock;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.AdapterRunResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Wall times in words. */
final class Seconds {
  private Seconds() {}

  static String text(double seconds) {
    return Clock.text(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  static String text(List<AdapterRunResult> runs) {
    return text(runs.stream().mapToDouble(run -> sum(run.seconds())).sum());
  }

  static double sum(Map<Phase, Double> seconds) {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  static String of(Phase phase, Map<Phase, Double> seconds) {
    Double spent = seconds.get(phase);
    return spent == null ? "-" : text(spent);
  }
}
