package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.RunPhase;
import dev.graft.api.SuccessCount;
import dev.graft.operator.resources.Role;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads how the adapter runs stand: their phases from the Job's own account, their results from
 * their pods' last words. What was reported once stays, also when Job or pods are gone.
 */
final class Runs {
  private static final String INDEX = "batch.kubernetes.io/job-completion-index";
  private static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";

  private final Map<String, RunStatus> reported;
  private final Optional<Job> job;
  private final Set<Integer> completed;
  private final Set<Integer> failed;
  private final Map<Integer, List<Pod>> pods;

  private Runs(ObservedState observed, Plan plan) {
    this.reported =
        observed.statusOf(plan.specDigest()).map(AdapterJobStatus::runs).orElse(List.of()).stream()
            .collect(Collectors.toMap(run -> AdapterRun.name(run.task(), run.seed()), run -> run));
    this.job = observed.job(Role.RUNS, plan.specDigest());
    Optional<JobStatus> status = job.map(Job::getStatus);
    this.completed = IndexRanges.parse(status.map(JobStatus::getCompletedIndexes).orElse(null));
    this.failed = IndexRanges.parse(status.map(JobStatus::getFailedIndexes).orElse(null));
    this.pods =
        job.stream()
            .flatMap(observed::podsOf)
            .filter(pod -> pod.getMetadata().getLabels().containsKey(INDEX))
            .collect(Collectors.groupingBy(Runs::index));
  }

  /** The runs, in the order of the plan. */
  static List<RunStatus> of(ObservedState observed, Plan plan) {
    Runs runs = new Runs(observed, plan);
    return plan.runs().stream().map(runs::status).toList();
  }

  private RunStatus status(AdapterRun run) {
    Optional<RunStatus> last = Optional.ofNullable(reported.get(run.name()));
    List<Pod> tries = pods.getOrDefault(run.index(), List.of());
    Optional<LastWords> result = LastWords.results(tries.stream()).findFirst();
    return new RunStatus(
        run.task(),
        run.seed(),
        job.isPresent() ? phase(run, tries) : last.map(RunStatus::phase).orElse(RunPhase.Pending),
        attempts(tries, last.map(RunStatus::attempts).orElse(null)),
        result
            .flatMap(LastWords::success)
            .map(SuccessCount::text)
            .or(() -> last.map(RunStatus::successRate))
            .orElse(null),
        result
            .flatMap(LastWords::lastStep)
            .map(SuccessCount::text)
            .or(() -> last.map(RunStatus::lastStepSuccessRate))
            .orElse(null),
        result.map(LastWords::runId).or(() -> last.map(RunStatus::runId)).orElse(null));
  }

  /** A Job that gave up, such as at its deadline, leaves runs behind that count as neither. */
  private RunPhase phase(AdapterRun run, List<Pod> tries) {
    if (completed.contains(run.index())) {
      return RunPhase.Succeeded;
    }
    boolean givenUp = job.map(JobOutcome::of).equals(Optional.of(JobOutcome.FAILED));
    if (givenUp || failed.contains(run.index())) {
      return RunPhase.Failed;
    }
    return tries.stream().anyMatch(Pods::running) ? RunPhase.Running : RunPhase.Pending;
  }

  /** The Job controller notes at each pod how many failures of its run were counted before. */
  private static @Nullable Integer attempts(List<Pod> tries, @Nullable Integer last) {
    OptionalInt seen = tries.stream().mapToInt(pod -> failuresBefore(pod) + 1).max();
    if (seen.isEmpty()) {
      return last;
    }
    return last == null ? seen.getAsInt() : Math.max(last, seen.getAsInt());
  }

  private static int failuresBefore(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String count = annotations == null ? null : annotations.get(FAILURES);
    return count == null ? 0 : Integer.parseInt(count);
  }

  /** Which run a pod is of; 0 for a pod of the backbone, which Kubernetes does not count. */
  static int index(Pod pod) {
    return Integer.parseInt(pod.getMetadata().getLabels().getOrDefault(INDEX, "0"));
  }
}
