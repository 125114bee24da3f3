package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code status} of an AdapterJob: what Graft answers. Rates and losses are strings, since
 * clients print them and floating point does not survive every JSON library.
 *
 * @param observedGeneration the generation of the spec that this status describes
 * @param conditions the authoritative state, one entry per type
 * @param phase derived from the conditions, for people
 * @param specDigest of what determines a result
 * @param attempt counts changes of {@code specDigest}, from 1
 * @param startTime when the attempt started, RFC 3339
 * @param completionTime when it ended, RFC 3339
 * @param method the adaptation method's member name, {@code pretrain} when there is no adapter
 * @param progress of the work that goes on
 * @param runs one entry per task and seed
 * @param runsSummary finished and all runs, such as {@code 3/10}
 * @param evaluation over all runs
 * @param model what {@code spec.backbone.model} stands for in this attempt
 * @param backbone the backbone that was trained
 * @param adapter what one adapter costs
 * @param mlflow where the records are
 * @param work how long its trainers have worked
 * @param usage what the attempt has taken so far
 * @param earlierAttempts the last three before this one, the latest first
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AdapterJobStatus(
    @JsonPropertyDescription("The generation of the spec that this status describes.") @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The authoritative state, one entry per type.")
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        @Size(max = 32)
        List<Condition> conditions,
    @JsonPropertyDescription("Where the job stands, derived from the conditions.")
        @Nullable Phase phase,
    @JsonPropertyDescription("Digest of what determines a result; a change is a new attempt.")
        @Size(max = 64)
        @Nullable String specDigest,
    @JsonPropertyDescription("Counts the changes of specDigest, from 1.") @Min(1)
        @Nullable Integer attempt,
    @JsonPropertyDescription("When the attempt started, RFC 3339.") @Size(max = 64)
        @Nullable String startTime,
    @JsonPropertyDescription("When the attempt ended, RFC 3339.") @Size(max = 64)
        @Nullable String completionTime,
    @JsonPropertyDescription("The adaptation method, or pretrain when there is no adapter.")
        @Size(max = 64)
        @Nullable String method,
    @JsonPropertyDescription("Progress of the work that goes on.") @Nullable Progress progress,
    @JsonPropertyDescription("The adapter runs, one per task and seed.")
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        @Size(max = 10_000)
        List<RunStatus> runs,
    @JsonPropertyDescription("Finished and all runs, such as 3/10.") @Size(max = 64)
        @Nullable String runsSummary,
    @JsonPropertyDescription("Success over all runs.") @Nullable EvaluationStatus evaluation,
    @JsonPropertyDescription(
            "The version that spec.backbone.model stands for in this attempt, whatever becomes of an"
                + " alias.")
        @Nullable ModelStatus model,
    @JsonPropertyDescription("The backbone that was trained.") @Nullable BackboneStatus backbone,
    @JsonPropertyDescription("What one adapter costs.") @Nullable AdapterStatus adapter,
    @JsonPropertyDescription("Where the records are.") @Nullable MlflowStatus mlflow,
    @JsonPropertyDescription("How long trainers have worked on the attempt.")
        @Nullable WorkStatus work,
    @JsonPropertyDescription("What the attempt has taken so far.") @Nullable UsageStatus usage,
    @JsonPropertyDescription("The last attempts before this one, the latest first.")
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        @Size(max = 3)
        List<AttemptStatus> earlierAttempts) {
  /** Attempts that are kept besides the one that goes on. */
  public static final int EARLIER_ATTEMPTS = 3;

  /** Copies the lists. */
  public AdapterJobStatus {
    conditions = List.copyOf(conditions);
    runs = List.copyOf(runs);
    earlierAttempts = List.copyOf(earlierAttempts);
  }

  /** A status that says nothing yet. */
  public static AdapterJobStatusBuilder builder() {
    return new AdapterJobStatusBuilder();
  }

  /** This status, to be changed. */
  public AdapterJobStatusBuilder edit() {
    return new AdapterJobStatusBuilder(this);
  }

  /**
   * Progress of a job.
   *
   * @param percent of all its work, 0 to 100
   * @param summary in a few words, such as {@code adapting 3/10}, or what is in the way
   * @param eta when it is expected to end, RFC 3339; absent while no trainer works
   * @param epoch the epoch being trained, from 1
   * @param epochs the epochs in all
   * @param loss the latest mean training loss
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Progress(
      @JsonPropertyDescription("Of all the work, 0 to 100.") @Min(0) @Max(100) int percent,
      @JsonPropertyDescription("In a few words; what is in the way, while nothing works.")
          @Size(max = 256)
          String summary,
      @JsonPropertyDescription(
              "When it is expected to end, RFC 3339; absent while no trainer works.")
          @Size(max = 64)
          @Nullable String eta,
      @JsonPropertyDescription("The epoch being trained, from 1.") @Min(0) @Nullable Integer epoch,
      @JsonPropertyDescription("The epochs in all.") @Min(0) @Nullable Integer epochs,
      @JsonPropertyDescription("The latest mean training loss.") @Size(max = 32)
          @Nullable String loss) {}

  /**
   * One adapter run.
   *
   * @param task the task adapted to
   * @param seed the run's seed
   * @param phase where it stands
   * @param attempts tries that counted, the present one included; absent until it is first started
   * @param successRate share of successful episodes, 0 to 1; absent until evaluated
   * @param lastStepSuccessRate share of episodes solved at their last step; absent where episodes
   *     end at their first success
   * @param runId its MLflow run; absent until the server has answered
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RunStatus(
      @JsonPropertyDescription("The task adapted to.") @Required @Size(min = 1, max = 64)
          String task,
      @JsonPropertyDescription("The run's seed.") @Required @Min(0) long seed,
      @JsonPropertyDescription("Where the run stands.") @Required RunPhase phase,
      @JsonPropertyDescription("Tries that counted, the present one included.") @Min(0)
          @Nullable Integer attempts,
      @JsonPropertyDescription("Share of successful episodes, 0 to 1.") @Size(max = 32)
          @Nullable String successRate,
      @JsonPropertyDescription("Share of episodes solved at their last step, 0 to 1.")
          @Size(max = 32)
          @Nullable String lastStepSuccessRate,
      @JsonPropertyDescription("Its MLflow run.") @Size(max = 64) @Nullable String runId) {}

  /**
   * Success over all runs.
   *
   * @param episodes evaluated in all
   * @param successRate share that succeeded, 0 to 1
   * @param ci95 its 95 % Wilson interval
   * @param lastStepSuccessRate share solved at the last step; absent where a run does not know it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EvaluationStatus(
      @JsonPropertyDescription("Episodes evaluated in all.") @Min(0) int episodes,
      @JsonPropertyDescription("Share that succeeded, 0 to 1.") @Size(max = 32) String successRate,
      @JsonPropertyDescription("The 95 % Wilson interval of the success rate.") Interval ci95,
      @JsonPropertyDescription("Share solved at the last step, 0 to 1.") @Size(max = 32)
          @Nullable String lastStepSuccessRate) {
    /** What came of so many episodes. */
    public static EvaluationStatus of(SuccessCount anyStep, @Nullable SuccessCount lastStep) {
      return new EvaluationStatus(
          anyStep.episodes(),
          anyStep.text(),
          new Interval(SuccessCount.rate(anyStep.low95()), SuccessCount.rate(anyStep.high95())),
          lastStep == null ? null : lastStep.text());
    }
  }

  /**
   * A confidence interval of a rate.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Interval(
      @JsonPropertyDescription("Its lower end.") @Size(max = 32) String low,
      @JsonPropertyDescription("Its upper end.") @Size(max = 32) String high) {}

  /**
   * A version of a registered model, pinned: an attempt goes on with it when an alias moves, and
   * without asking the tracking server again.
   *
   * @param uri the reference as the spec has it
   * @param version the version's number
   * @param stage JSON of the stage that made the backbone, as the version's tag says
   */
  public record ModelStatus(
      @JsonPropertyDescription("The reference as the spec has it.")
          @Size(max = ModelReference.LONGEST)
          String uri,
      @JsonPropertyDescription("Number of the version that it stands for.") @Size(max = 32)
          String version,
      @JsonPropertyDescription("How the backbone was made, as JSON.")
          @Size(max = ModelStatus.LONGEST_STAGE)
          String stage) {
    /** Characters of a stage; one of all 50 tasks has some 3,000. */
    public static final int LONGEST_STAGE = 16_384;
  }

  /**
   * The trained backbone.
   *
   * @param digest of what determines it
   * @param parameters their number
   * @param runId its MLflow run
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BackboneStatus(
      @JsonPropertyDescription("Digest of what determines the backbone.") @Size(max = 64)
          String digest,
      @JsonPropertyDescription("Number of parameters.") @Min(0) long parameters,
      @JsonPropertyDescription("Its MLflow run.") @Size(max = 64) @Nullable String runId) {}

  /**
   * What one adapter costs.
   *
   * @param parameters trained per run
   * @param percentOfBackbone the same as a percentage of the backbone's parameters
   * @param bytes of its file
   */
  public record AdapterStatus(
      @JsonPropertyDescription("Parameters trained per run.") @Min(0) long parameters,
      @JsonPropertyDescription("The same as a percentage of the backbone's parameters.")
          @Size(max = 32)
          String percentOfBackbone,
      @JsonPropertyDescription("Bytes of the adapter's file.") @Min(0) long bytes) {}

  /**
   * Where the records are.
   *
   * @param experimentId the experiment
   * @param runId the parent run of this attempt
   * @param url the parent run's page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MlflowStatus(
      @JsonPropertyDescription("The experiment.") @Size(max = 64) String experimentId,
      @JsonPropertyDescription("The parent run of this attempt.") @Size(max = 64) String runId,
      @JsonPropertyDescription("The parent run's page.") @Size(max = 2048) @Nullable String url) {}

  /**
   * How long trainers have worked on an attempt: the time in which at least one of them ran, and
   * not that in which all waited.
   *
   * @param seconds up to the last time that they stopped
   * @param since when they began again, RFC 3339; absent while none works
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WorkStatus(
      @JsonPropertyDescription(
              "Seconds in which at least one trainer ran, up to the last time that they stopped.")
          @Min(0)
          long seconds,
      @JsonPropertyDescription("When they began again, RFC 3339; absent while none works.")
          @Size(max = 64)
          @Nullable String since) {}

  /**
   * What an attempt has taken, as it was asked for: pods are charged from their start to their end.
   *
   * @param gpuSeconds GPUs of trainers times the seconds they had them
   * @param simCpuSeconds CPUs of simulators, as requested, times the seconds they had them
   * @param until the moment up to which it is counted, RFC 3339
   */
  public record UsageStatus(
      @JsonPropertyDescription("GPUs of trainers times the seconds they had them.") @Min(0)
          long gpuSeconds,
      @JsonPropertyDescription(
              "CPUs that simulators requested times the seconds they had them; 0 when none are requested.")
          @Min(0)
          long simCpuSeconds,
      @JsonPropertyDescription("The moment up to which it is counted, RFC 3339.") @Size(max = 64)
          String until) {}

  /**
   * What is kept of an attempt that a changed spec has replaced; its records remain in MLflow.
   *
   * @param attempt its number
   * @param specDigest of what it was to compute
   * @param phase it had come to
   * @param startTime when it started, RFC 3339
   * @param completionTime when it ended, RFC 3339; absent: it was replaced before
   * @param method the adaptation method
   * @param runsSummary finished and all runs
   * @param successRate over its finished runs
   * @param runId its parent run in MLflow
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AttemptStatus(
      @JsonPropertyDescription("Its number.") @Min(1) int attempt,
      @JsonPropertyDescription("Digest of what it was to compute.") @Size(max = 64)
          String specDigest,
      @JsonPropertyDescription("The phase it had come to.") @Nullable Phase phase,
      @JsonPropertyDescription("When it started, RFC 3339.") @Size(max = 64)
          @Nullable String startTime,
      @JsonPropertyDescription("When it ended, RFC 3339; absent: it was replaced before.")
          @Size(max = 64)
          @Nullable String completionTime,
      @JsonPropertyDescription("The adaptation method.") @Size(max = 64) @Nullable String method,
      @JsonPropertyDescription("Finished and all runs.") @Size(max = 64)
          @Nullable String runsSummary,
      @JsonPropertyDescription("Success over its finished runs.") @Size(max = 32)
          @Nullable String successRate,
      @JsonPropertyDescription("Its parent run in MLflow.") @Size(max = 64)
          @Nullable String runId) {}
}
