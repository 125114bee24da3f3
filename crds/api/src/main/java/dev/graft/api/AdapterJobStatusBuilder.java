package dev.graft.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link AdapterJobStatus}, whose components are what the methods here are named after;
 * what is not given is absent.
 */
public final class AdapterJobStatusBuilder {
  private @Nullable Long observedGeneration;
  private List<Condition> conditions = List.of();
  private @Nullable Phase phase;
  private @Nullable String specDigest;
  private @Nullable Integer attempt;
  private @Nullable String startTime;
  private @Nullable String completionTime;
  private @Nullable String method;
  private AdapterJobStatus.@Nullable Progress progress;
  private List<AdapterJobStatus.RunStatus> runs = List.of();
  private @Nullable String runsSummary;
  private AdapterJobStatus.@Nullable EvaluationStatus evaluation;
  private AdapterJobStatus.@Nullable ModelStatus model;
  private AdapterJobStatus.@Nullable BackboneStatus backbone;
  private AdapterJobStatus.@Nullable AdapterStatus adapter;
  private AdapterJobStatus.@Nullable MlflowStatus mlflow;
  private AdapterJobStatus.@Nullable WorkStatus work;
  private AdapterJobStatus.@Nullable UsageStatus usage;
  private List<AdapterJobStatus.AttemptStatus> earlierAttempts = List.of();

  AdapterJobStatusBuilder() {}

  AdapterJobStatusBuilder(AdapterJobStatus status) {
    this.observedGeneration = status.observedGeneration();
    this.conditions = status.conditions();
    this.phase = status.phase();
    this.specDigest = status.specDigest();
    this.attempt = status.attempt();
    this.startTime = status.startTime();
    this.completionTime = status.completionTime();
    this.method = status.method();
    this.progress = status.progress();
    this.runs = status.runs();
    this.runsSummary = status.runsSummary();
    this.evaluation = status.evaluation();
    this.model = status.model();
    this.backbone = status.backbone();
    this.adapter = status.adapter();
    this.mlflow = status.mlflow();
    this.work = status.work();
    this.usage = status.usage();
    this.earlierAttempts = status.earlierAttempts();
  }

  /** See {@link AdapterJobStatus#observedGeneration}. */
  public AdapterJobStatusBuilder observedGeneration(@Nullable Long value) {
    this.observedGeneration = value;
    return this;
  }

  /** See {@link AdapterJobStatus#conditions}. */
  public AdapterJobStatusBuilder conditions(List<Condition> value) {
    this.conditions = value;
    return this;
  }

  /** See {@link AdapterJobStatus#phase}. */
  public AdapterJobStatusBuilder phase(@Nullable Phase value) {
    this.phase = value;
    return this;
  }

  /** See {@link AdapterJobStatus#specDigest}. */
  public AdapterJobStatusBuilder specDigest(@Nullable String value) {
    this.specDigest = value;
    return this;
  }

  /** See {@link AdapterJobStatus#attempt}. */
  public AdapterJobStatusBuilder attempt(@Nullable Integer value) {
    this.attempt = value;
    return this;
  }

  /** See {@link AdapterJobStatus#startTime}. */
  public AdapterJobStatusBuilder startTime(@Nullable String value) {
    this.startTime = value;
    return this;
  }

  /** See {@link AdapterJobStatus#completionTime}. */
  public AdapterJobStatusBuilder completionTime(@Nullable String value) {
    this.completionTime = value;
    return this;
  }

  /** See {@link AdapterJobStatus#method}. */
  public AdapterJobStatusBuilder method(@Nullable String value) {
    this.method = value;
    return this;
  }

  /** See {@link AdapterJobStatus#progress}. */
  public AdapterJobStatusBuilder progress(AdapterJobStatus.@Nullable Progress value) {
    this.progress = value;
    return this;
  }

  /** See {@link AdapterJobStatus#runs}. */
  public AdapterJobStatusBuilder runs(List<AdapterJobStatus.RunStatus> value) {
    this.runs = value;
    return this;
  }

  /** See {@link AdapterJobStatus#runsSummary}. */
  public AdapterJobStatusBuilder runsSummary(@Nullable String value) {
    this.runsSummary = value;
    return this;
  }

  /** See {@link AdapterJobStatus#evaluation}. */
  public AdapterJobStatusBuilder evaluation(AdapterJobStatus.@Nullable EvaluationStatus value) {
    this.evaluation = value;
    return this;
  }

  /** See {@link AdapterJobStatus#model}. */
  public AdapterJobStatusBuilder model(AdapterJobStatus.@Nullable ModelStatus value) {
    this.model = value;
    return this;
  }

  /** See {@link AdapterJobStatus#backbone}. */
  public AdapterJobStatusBuilder backbone(AdapterJobStatus.@Nullable BackboneStatus value) {
    this.backbone = value;
    return this;
  }

  /** See {@link AdapterJobStatus#adapter}. */
  public AdapterJobStatusBuilder adapter(AdapterJobStatus.@Nullable AdapterStatus value) {
    this.adapter = value;
    return this;
  }

  /** See {@link AdapterJobStatus#mlflow}. */
  public AdapterJobStatusBuilder mlflow(AdapterJobStatus.@Nullable MlflowStatus value) {
    this.mlflow = value;
    return this;
  }

  /** See {@link AdapterJobStatus#work}. */
  public AdapterJobStatusBuilder work(AdapterJobStatus.@Nullable WorkStatus value) {
    this.work = value;
    return this;
  }

  /** See {@link AdapterJobStatus#usage}. */
  public AdapterJobStatusBuilder usage(AdapterJobStatus.@Nullable UsageStatus value) {
    this.usage = value;
    return this;
  }

  /** See {@link AdapterJobStatus#earlierAttempts}. */
  public AdapterJobStatusBuilder earlierAttempts(List<AdapterJobStatus.AttemptStatus> value) {
    this.earlierAttempts = value;
    return this;
  }

  /** The status. */
  public AdapterJobStatus build() {
    return new AdapterJobStatus(
        observedGeneration,
        conditions,
        phase,
        specDigest,
        attempt,
        startTime,
        completionTime,
        method,
        progress,
        runs,
        runsSummary,
        evaluation,
        model,
        backbone,
        adapter,
        mlflow,
        work,
        usage,
        earlierAttempts);
  }
}
