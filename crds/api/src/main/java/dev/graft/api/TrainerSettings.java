package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
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
  private static final String NO_OTHER_GPU =
      "!has(self.resources) || !has(self.resources.limits) || self.resources.limits.all(name,"
          + " !(name.endsWith('/gpu') || name.startsWith('gpu.')) || name == 'nvidia.com/gpu')";
  private static final String OTHER_GPU =
      "asks for a GPU that trainers cannot compute on; use nvidia.com/gpu, or none";

  private static final String AT_MOST_ONE_GPU =
      "!has(self.resources) || !has(self.resources.limits) ||"
          + " !('nvidia.com/gpu' in self.resources.limits) ||"
          + " string(self.resources.limits['nvidia.com/gpu']) in ['0', '1']";
  private static final String MORE_GPUS =
      "asks for more GPUs than a trainer computes on; use one, and more runs at once";

  /**
   * The pretraining pod.
   *
   * @param resources its requests and limits
   */
  @ValidationRule(
      value = TrainerSettings.NO_OTHER_GPU,
      fieldPath = ".resources",
      message = TrainerSettings.OTHER_GPU)
  @ValidationRule(
      value = TrainerSettings.AT_MOST_ONE_GPU,
      fieldPath = ".resources",
      message = TrainerSettings.MORE_GPUS)
  public record BackbonePod(
      @JsonPropertyDescription("Requests and limits of the pretraining pod.")
          ResourceSettings resources) {}

  /**
   * The pods of the adapter runs.
   *
   * @param parallelism runs at once
   * @param resources requests and limits of one run's pod
   */
  @ValidationRule(
      value = TrainerSettings.NO_OTHER_GPU,
      fieldPath = ".resources",
      message = TrainerSettings.OTHER_GPU)
  @ValidationRule(
      value = TrainerSettings.AT_MOST_ONE_GPU,
      fieldPath = ".resources",
      message = TrainerSettings.MORE_GPUS)
  public record Runs(
      @JsonPropertyDescription("Adapter runs at once.") @Default("2") @Min(1) @Max(1000)
          int parallelism,
      @JsonPropertyDescription("Requests and limits of one run's pod.")
          ResourceSettings resources) {}
}
