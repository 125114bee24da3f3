package dev.graft.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
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
    List<Double> sorted = new ArrayList<>(rates);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
