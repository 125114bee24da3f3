package dev.graft.api;

import java.util.List;

/**
 * A choice of tasks of the suite.
 *
 * @param names task names, such as {@code door-open-v3}; a set
 */
public record Tasks(List<String> names) {
  /** Copies the names. */
  public Tasks {
    names = List.copyOf(names);
  }
}
