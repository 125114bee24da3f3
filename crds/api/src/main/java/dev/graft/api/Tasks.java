package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * A choice of tasks of the suite.
 *
 * @param names task names, such as {@code door-open-v3}, out of {@link MetaWorldTasks}; a set
 */
public record Tasks(
    @JsonPropertyDescription("Task names of the suite, such as door-open-v3. A set.")
        @Required
        @Size(min = 1, max = 200)
        List<@Size(max = 64) String> names) {
  /** Copies the names. */
  public Tasks {
    names = List.copyOf(names);
  }
}
