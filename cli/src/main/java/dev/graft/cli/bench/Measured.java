package dev.graft.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** The rounds of one thing that is measured. Not thread-safe. */
final class Measured {
  private final List<Double> rates = new ArrayList<>();

  /** Adds a round. */
  void add(double count, double seconds) {
    rates.add(count / seconds);
  }

  /** The median of the rounds, per second: rounds that another process disturbed do not count. */
  double perSecond() {
    return Median.of(rates.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
