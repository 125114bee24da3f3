package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * The processes that train.
 *
 * @param threads CPU threads of one trainer
 * @param backbone the pretraining pod
 * @param runs the pods of the adapter runs
 * @param pod of both; absent: nothing particular
 */
public record TrainerSettings(
    @JsonPropertyDescription("CPU threads of one trainer.") @Default("2") @Min(1) @Max(512)
        int threads,
    @JsonPropertyDescription("The pretraining pod.") BackbonePod backbone,
    @JsonPropertyDescription("The pods of the adapter runs.") Runs runs,
    @JsonPropertyDescription("What a cluster needs of all trainers' pods.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable PodSettings pod) {
  /**
   * The pretraining pod.
   *
   * @param resources its requests and limits
   */
  public record BackbonePod(
      @JsonPropertyDescription("Requests and limits of the pretraining pod.")
          ResourceSettings resources) {}

  /**
   * The pods of the adapter runs.
   *
   * @param parallelism runs at once
   * @param resources requests and limits of one run's pod
   */
  public record Runs(
      @JsonPropertyDescription("Adapter runs at once.") @Default("2") @Min(1) @Max(1000)
          int parallelism,
      @JsonPropertyDescription("Requests and limits of one run's pod.")
          ResourceSettings resources) {}
}
