package dev.graft.cli.run;

import dev.graft.api.AdapterJobSpec;
import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.AdapterStatus;
import dev.graft.api.AdapterJobStatus.BackboneStatus;
import dev.graft.api.AdapterJobStatus.EvaluationStatus;
import dev.graft.api.AdapterJobStatus.MlflowStatus;
import dev.graft.api.AdapterJobStatus.Progress;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import dev.graft.api.SuccessCount;
import dev.graft.plan.AdapterRun;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.statistics.SuccessRate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a job that was executed locally, in the operator's words. Pure. */
final class JobStatus {
  private final JobOutcome outcome;

  private JobStatus(JobOutcome outcome) {
    this.outcome = outcome;
  }

  /** The status of an ended job. */
  static AdapterJobStatus of(AdapterJobSpec spec, JobOutcome outcome) {
    return new JobStatus(outcome).status(spec);
  }

  private AdapterJobStatus status(AdapterJobSpec spec) {
    return AdapterJobStatus.builder()
        .conditions(conditions())
        .phase(outcome.succeeded() ? Phase.Succeeded : Phase.Failed)
        .specDigest(outcome.plan().specDigest())
        .attempt(1)
        .startTime(timestamp(outcome.started()))
        .completionTime(timestamp(outcome.ended()))
        .method(spec.adapter() == null ? "pretrain" : spec.adapter().method().memberName())
        .progress(progress())
        .runs(outcome.plan().runs().stream().map(this::run).toList())
        .runsSummary(outcome.plan().runs().isEmpty() ? null : summary())
        .evaluation(evaluation())
        .backbone(backbone())
        .adapter(adapter())
        .mlflow(mlflow())
        .build();
  }

  private List<Condition> conditions() {
    boolean succeeded = outcome.succeeded();
    String reason = reason();
    return List.of(
        condition("Ready", succeeded, reason, message()),
        condition("Reconciling", false, "Finished", "Nothing is left to do."),
        succeeded
            ? condition("Stalled", false, "NotStalled", "Nothing has to be done by hand.")
            : condition("Stalled", true, reason, message()));
  }

  private Condition condition(String type, boolean holds, String reason, String message) {
    return new Condition(
        type,
        holds ? ConditionStatus.True : ConditionStatus.False,
        null,
        timestamp(outcome.ended()),
        reason,
        message);
  }

  private String reason() {
    if (outcome.backbone().isEmpty()) {
      return "BackboneFailed";
    }
    return outcome.succeeded() ? "Succeeded" : "RunsFailed";
  }

  private String message() {
    if (outcome.backbone().isEmpty()) {
      return "The backbone could not be %s: read its log."
          .formatted(outcome.plan().backbone().from() == null ? "pretrained" : "taken over");
    }
    int failed = outcome.plan().runs().size() - outcome.runs().size();
    return outcome.succeeded()
        ? "All is done: the backbone and %d adapter runs.".formatted(outcome.runs().size())
        : "%d of %d adapter runs failed; the others are kept. Run the job again to retry them."
            .formatted(failed, outcome.plan().runs().size());
  }

  private Progress progress() {
    int all = 1 + outcome.plan().runs().size();
    int done = (outcome.backbone().isPresent() ? 1 : 0) + outcome.runs().size();
    return new Progress(
        100 * done / all, outcome.succeeded() ? "done" : "failed", null, null, null, null);
  }

  private String summary() {
    return outcome.runs().size() + "/" + outcome.plan().runs().size();
  }

  private RunStatus run(AdapterRun run) {
    Optional<AdapterRunResult> result =
        outcome.runs().stream().filter(r -> r.index() == run.index()).findFirst();
    return new RunStatus(
        run.task(),
        run.seed(),
        result.isPresent() ? RunPhase.Succeeded : RunPhase.Failed,
        null, // a process that fails is not tried again by itself here
        result.map(r -> count(r.evaluation().successRate()).text()).orElse(null),
        result
            .flatMap(r -> r.evaluation().lastStepRate())
            .map(rate -> count(rate).text())
            .orElse(null),
        result.map(AdapterRunResult::mlflow).map(MlflowRun::runId).orElse(null));
  }

  private @Nullable EvaluationStatus evaluation() {
    return sum(outcome.runs().stream().map(run -> run.evaluation().successRate()))
        .map(anyStep -> EvaluationStatus.of(anyStep, lastStep()))
        .orElse(null);
  }

  /** Absent where an episode ended at its first success. */
  private @Nullable SuccessCount lastStep() {
    List<SuccessRate> rates =
        outcome.runs().stream().flatMap(run -> run.evaluation().lastStepRate().stream()).toList();
    return rates.size() < outcome.runs().size() ? null : sum(rates.stream()).orElse(null);
  }

  private static Optional<SuccessCount> sum(Stream<SuccessRate> rates) {
    return rates.map(JobStatus::count).reduce(SuccessCount::plus);
  }

  private static SuccessCount count(SuccessRate rate) {
    return new SuccessCount(rate.successes(), rate.trials());
  }

  private @Nullable BackboneStatus backbone() {
    return outcome
        .backbone()
        .map(b -> new BackboneStatus(b.digest(), b.parameters(), runId(b)))
        .orElse(null);
  }

  private static @Nullable String runId(BackboneResult result) {
    return Optional.ofNullable(result.mlflow()).map(MlflowRun::runId).orElse(null);
  }

  private @Nullable AdapterStatus adapter() {
    return outcome.runs().stream()
        .map(AdapterRunResult::adapter)
        .map(
            a ->
                new AdapterStatus(
                    a.parameters(),
                    String.format(Locale.ROOT, "%.2f", a.percentOfBackbone()),
                    a.bytes()))
        .findFirst()
        .orElse(null);
  }

  private @Nullable MlflowStatus mlflow() {
    return outcome
        .parent()
        .map(run -> new MlflowStatus(run.experimentId(), run.runId(), run.url()))
        .orElse(null);
  }

  private static String timestamp(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
