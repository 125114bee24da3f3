package dev.graft.cli.bench.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Facts that are there in one collection otherwise than in another: pure. */
final class Differences {
  private Differences() {}

  /**
   * The differences, one a line.
   *
   * @param name of what is compared
   * @param expected facts, each with how often it is there
   */
  static List<String> of(String name, Map<String, Integer> expected, Map<String, Integer> found) {
    Set<String> all = new TreeSet<>(expected.keySet());
    all.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String fact : all) {
      int wanted = expected.getOrDefault(fact, 0);
      int there = found.getOrDefault(fact, 0);
      if (wanted != there) {
        differences.add("%s: %s: %d times, not %d".formatted(name, fact, there, wanted));
      }
    }
    return differences;
  }
}
