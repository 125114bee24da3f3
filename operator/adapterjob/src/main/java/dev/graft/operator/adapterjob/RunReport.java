package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.RunPhase;
import dev.graft.operator.resources.Role;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is told about the adapter runs. */
final class RunReport {
  private static final String INDEX_LABEL = "batch.kubernetes.io/job-completion-index";

  private final List<RunStatus> runs;

  private RunReport(List<RunStatus> runs) {
    this.runs = runs;
  }

  /** Reads the runs' phases from their Job and its pods; without a Job, what was last reported. */
  static RunReport of(ObservedState observed, Plan plan) {
    return new RunReport(
        observed
            .job(Role.RUNS, plan.specDigest())
            .map(job -> read(observed, plan, job))
            .orElseGet(() -> lastReported(observed, plan)));
  }

  List<RunStatus> runs() {
    return runs;
  }

  int succeeded() {
    return count(RunPhase.Succeeded);
  }

  int failed() {
    return count(RunPhase.Failed);
  }

  int finished() {
    return succeeded() + failed();
  }

  /** Finished and all runs, such as {@code 3/10}. */
  String summary() {
    return finished() + "/" + runs.size();
  }

  /** The failed runs as task and seed, the first few of them. */
  String failedNames() {
    int shown = 5;
    String names =
        runs.stream()
            .filter(run -> run.phase() == RunPhase.Failed)
            .limit(shown)
            .map(run -> run.task() + " seed " + run.seed())
            .collect(Collectors.joining(", "));
    return failed() > shown ? names + ", ..." : names;
  }

  private int count(RunPhase phase) {
    return (int) runs.stream().filter(run -> run.phase() == phase).count();
  }

  private static List<RunStatus> read(ObservedState observed, Plan plan, Job job) {
    Set<Integer> completed =
        job.getStatus() == null
            ? Set.of()
            : IndexRanges.parse(job.getStatus().getCompletedIndexes());
    Set<Integer> failed =
        job.getStatus() == null ? Set.of() : IndexRanges.parse(job.getStatus().getFailedIndexes());
    Set<Integer> running = runningIndices(observed, job);
    return plan.runs().stream()
        .map(
            run -> {
              RunPhase phase =
                  completed.contains(run.index())
                      ? RunPhase.Succeeded
                      : failed.contains(run.index())
                          ? RunPhase.Failed
                          : running.contains(run.index()) ? RunPhase.Running : RunPhase.Pending;
              return status(run, phase);
            })
        .toList();
  }

  private static Set<Integer> runningIndices(ObservedState observed, Job job) {
    return observed
        .podsOf(job)
        .filter(pod -> pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase()))
        .filter(pod -> pod.getMetadata().getLabels().containsKey(INDEX_LABEL))
        .map(RunReport::index)
        .collect(Collectors.toSet());
  }

  private static int index(Pod pod) {
    return Integer.parseInt(pod.getMetadata().getLabels().get(INDEX_LABEL));
  }

  private static List<RunStatus> lastReported(ObservedState observed, Plan plan) {
    return observed
        .statusOf(plan.specDigest())
        .map(AdapterJobStatus::runs)
        .filter(last -> last.size() == plan.runs().size())
        .orElseGet(() -> plan.runs().stream().map(run -> status(run, RunPhase.Pending)).toList());
  }

  private static RunStatus status(AdapterRun run, RunPhase phase) {
    return new RunStatus(run.task(), run.seed(), phase, null, null);
  }
}
