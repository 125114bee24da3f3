package dev.graft.cli.compare;

import dev.graft.trainer.statistics.Estimate;
import dev.graft.trainer.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A number for all tasks with its 95 % bootstrap interval.
 *
 * @param value the number
 * @param low lower end of the interval; absent where a single run tells nothing of it
 * @param high upper end
 */
public record Aggregated(double value, @Nullable Double low, @Nullable Double high) {
  static Aggregated of(Estimate estimate) {
    return new Aggregated(
        estimate.value(),
        estimate.interval95().map(Interval::low).orElse(null),
        estimate.interval95().map(Interval::high).orElse(null));
  }
}
