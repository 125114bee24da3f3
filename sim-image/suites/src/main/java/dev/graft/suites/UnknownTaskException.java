package dev.graft.suites;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A suite has no task of the given name. */
public final class UnknownTaskException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SUGGESTIONS = 3;

  /** Names those of {@code known} that are most like {@code name}. */
  public UnknownTaskException(String name, List<String> known) {
    super("unknown task '%s': did you mean %s?".formatted(name, nearest(name, known)));
  }

  private static String nearest(String name, List<String> known) {
    List<String> near =
        known.stream()
            .sorted(Comparator.comparingInt(task -> distance(name.toLowerCase(Locale.ROOT), task)))
            .limit(SUGGESTIONS)
            .toList();
    return String.join(" or ", near);
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
