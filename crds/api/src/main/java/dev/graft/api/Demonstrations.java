package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where demonstrations come from; exactly one member.
 *
 * @param scripted the suite's scripted policies
 * @param dataset a person's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.scripted) != has(self.dataset)",
    messageExpression =
        "has(self.scripted) ? 'has both scripted and dataset; keep one of them' : 'has neither"
            + " scripted nor dataset; give one of them'",
    message = "needs exactly one of scripted and dataset")
public record Demonstrations(
    @JsonPropertyDescription("The suite's scripted policies, run in the simulator.")
        @Nullable Scripted scripted,
    @JsonPropertyDescription("Your own demonstrations, from files.") @Nullable Dataset dataset) {
  /** Demonstrations of the suite's scripted policies. */
  public static Demonstrations of(Scripted scripted) {
    return new Demonstrations(scripted, null);
  }

  /** Demonstrations from files. */
  public static Demonstrations of(Dataset dataset) {
    return new Demonstrations(null, dataset);
  }

  /** The formats of datasets. */
  public enum Format {
    /** LeRobotDataset v3.0, a folder with {@code meta/info.json}. */
    LeRobot
  }

  /**
   * Demonstrations that somebody recorded. Those of a task are all episodes whose task has its
   * name; they are learned from as they are, neither cut nor chosen among.
   *
   * @param format of the files
   * @param path of the dataset's folder
   * @param claimName the volume that has it, in a cluster
   * @param stateFeature which feature is the simulator's state, goal included
   * @param actionFeature which feature is the action
   * @param digest of the content; absent: read when the job is planned
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.claimName) || !self.path.startsWith('/')",
      fieldPath = ".path",
      message = "is absolute; with claimName give the path from the volume's root, without the /")
  public record Dataset(
      @JsonPropertyDescription("The format of the files.") @Default("LeRobot") Format format,
      @JsonPropertyDescription(
              "The dataset's folder: from the root of the claim's volume, or without claimName on"
                  + " this machine, from the folder where graft is started.")
          @Required
          @Size(min = 1, max = 1024)
          String path,
      @JsonPropertyDescription(
              "The PersistentVolumeClaim in this namespace that has the dataset; only graft run"
                  + " reads one without it.")
          @Size(min = 1, max = 253)
          @Nullable String claimName,
      @JsonPropertyDescription(
              "The feature that is the simulator's state vector, the goal's coordinates included.")
          @Default("observation.state")
          @Size(min = 1, max = 128)
          String stateFeature,
      @JsonPropertyDescription("The feature that is the action.")
          @Default("action")
          @Size(min = 1, max = 128)
          String actionFeature,
      @JsonPropertyDescription(
              "Digest of the demonstrations, which graft plan prints: refuses any others, and lets a"
                  + " job be planned where they cannot be read.")
          @Pattern("^[0-9a-f]{64}$")
          @Nullable String digest) {

    /** The same demonstrations and no others. */
    public Dataset pinnedTo(String content) {
      return new Dataset(format, path, claimName, stateFeature, actionFeature, content);
    }
  }

  /**
   * Demonstrations collected from the scripted policies; only successful episodes are kept, cut at
   * their first success.
   *
   * @param perTask successful episodes per task
   * @param noise standard deviation of the Gaussian noise added to each action
   * @param seed draws goals and noise
   * @param goals which goals the seed stands for
   */
  @ValidationRule(
      value = "self.goals == 'Graft' || self.perTask <= 50",
      fieldPath = ".perTask",
      message =
          "is more than the 50 goals a task that a benchmark has; use at most 50, or goals: Graft")
  public record Scripted(
      @JsonPropertyDescription("Successful episodes per task.") @Default("10") @Min(1) @Max(10_000)
          int perTask,
      @JsonPropertyDescription("Standard deviation of the Gaussian noise added to each action.")
          @Default("0.0")
          @Min(0)
          @Max(1)
          double noise,
      @JsonPropertyDescription("Draws goals and noise.") @Default("0") @Min(0) @Max(2_147_483_647)
          long seed,
      @JsonPropertyDescription(
              "Which goals the seed stands for: Graft, its own; or exactly the fifty a task that"
                  + " Python's metaworld draws for a benchmark of this seed (ML10 and ML45: for the"
                  + " half that has the task).")
          @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = GoalSet.Unchosen.class)
          @Default("Graft")
          GoalSet goals) {
    /** Fills in the goals of what was written before there was a choice. */
    public Scripted {
      goals = Objects.requireNonNullElse(goals, GoalSet.Graft);
    }
  }
}
