package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is trained on the frozen backbone: one independent run per task and seed.
 *
 * <p>Which settings go with which method follows from {@link MethodKind}: the CRD has those rules.
 *
 * @param method the adaptation method
 * @param trainHead whether the action head is trained too; {@link MethodKind.Trains}
 * @param tasks the tasks to adapt to
 * @param seeds each draws a run's initialisation, order and dropout; a set
 * @param training the optimisation; where nothing is trained it names neither epochs nor steps
 * @param registerAs beginning of the names of registered models, one a task, that get the adapters
 *     as versions; absent: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Adapter(
    @JsonPropertyDescription("The adaptation method; exactly one member.") @Required Method method,
    @JsonPropertyDescription(
            "Whether the action head is trained too; actionHead and fullFineTune always train it.")
        @Default("false")
        boolean trainHead,
    @JsonPropertyDescription("The tasks to adapt to.") @Required Tasks tasks,
    @JsonPropertyDescription(
            "Each seed is a run of each task: it draws initialisation, order and dropout. A set.")
        @Default("[0]")
        @Size(min = 1, max = 1000)
        List<@Min(0) @Max(2_147_483_647) Long> seeds,
    @JsonPropertyDescription(
            "The optimisation; give epochs or steps, neither where nothing is trained.")
        AdaptTraining training,
    @JsonPropertyDescription(
            "Registers each adapter in MLflow, as a version of the model NAME-TASK with the alias"
                + " seed-N; absent: they are not registered.")
        @Size(min = 1, max = 100)
        @Pattern(Pretrain.REGISTERED)
        @Nullable String registerAs) {
  /** Copies the seeds. */
  public Adapter {
    seeds = List.copyOf(seeds);
  }
}
