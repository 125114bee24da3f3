package dev.graft.operator.adapterjob;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The notation in which an Indexed Job's status lists indices, such as {@code 0,2-4,7}. */
final class IndexRanges {
  private IndexRanges() {}

  /** The indices listed; none when {@code text} is null or empty. */
  static Set<Integer> parse(@Nullable String text) {
    Set<Integer> indices = new TreeSet<>();
    if (text != null && !text.isBlank()) {
      for (String range : text.split(",", -1)) {
        parseRange(range.strip()).forEach(indices::add);
      }
    }
    return indices;
  }

  private static IntStream parseRange(String range) {
    int dash = range.indexOf('-');
    if (dash < 0) {
      return IntStream.of(Integer.parseInt(range));
    }
    int first = Integer.parseInt(range.substring(0, dash));
    return IntStream.rangeClosed(first, Integer.parseInt(range.substring(dash + 1)));
  }
}
