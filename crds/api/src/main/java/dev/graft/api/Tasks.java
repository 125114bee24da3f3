package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A choice of tasks of the suite; exactly one member. What is planned follows from {@link
 * #resolve()} alone: a split and its names written out are the same.
 *
 * @param names task names, such as {@code door-open-v3}, out of {@link MetaWorldTasks}; a set
 * @param split the tasks of a benchmark
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.names) != has(self.split)",
    messageExpression =
        "has(self.split) ? 'has both names and split; keep one of them' : 'has neither names nor"
            + " split; give one of them'",
    message = "needs exactly one of names and split")
public record Tasks(
    @JsonPropertyDescription("Task names of the suite, such as door-open-v3. A set.")
        @Size(min = 1, max = 200)
        @Nullable List<@Size(max = 64) String> names,
    @JsonPropertyDescription(
            "All tasks of a Meta-World benchmark, or of its training or test half, instead of names."
                + " MT1 and ML1 are benchmarks of one task: write names: [that task] instead; their"
                + " goals are evaluation.goals: MT1, ML1-train or ML1-test.")
        @Nullable MetaWorldSplit split) {
  /** Copies the names. */
  public Tasks {
    names = names == null ? null : List.copyOf(names);
  }

  /** The chosen tasks, by name. */
  public List<String> resolve() {
    return split == null ? Objects.requireNonNull(names, "neither names nor split") : split.tasks();
  }
}
