package dev.graft.learning.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkpoint must share with the run that continues it.
 *
 * @param fields name to value, in the order of comparison
 */
record RunIdentity(Map<String, String> fields) {
  private static final String PREFIX = "run.";

  RunIdentity {
    fields = Map.copyOf(fields);
  }

  /** As a file's metadata. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    fields.forEach((name, value) -> metadata.put(PREFIX + name, value));
    return metadata;
  }

  /**
   * Compares with what a file says.
   *
   * @throws CheckpointMismatchException at the first difference
   */
  void requireSame(Path file, Map<String, String> metadata) throws CheckpointMismatchException {
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String found = metadata.getOrDefault(PREFIX + field.getKey(), "(none)");
      if (!found.equals(field.getValue())) {
        throw new CheckpointMismatchException(file, field.getKey(), found, field.getValue());
      }
    }
  }
}
