package dev.graft.trainer.job;

import dev.graft.plan.Plan;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.statistics.SuccessRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records one attempt of a job: a run named after it, which the stages' runs are nested in, with
 * the manifest, the plan, and at the end a table and a picture of all results.
 *
 * <p>For whoever executes the plan, locally or as the operator; one writer at a time.
 */
public final class JobRecorder {
  private final TrackingServer tracking;
  private final TrackedRun run;
  private final Plan plan;

  private JobRecorder(TrackingServer tracking, TrackedRun run, Plan plan) {
    this.tracking = tracking;
    this.run = run;
    this.plan = plan;
  }

  /**
   * The key of an attempt.
   *
   * @param job the AdapterJob's name, with its namespace where it has one
   * @param attempt counts changes of the spec, from 1
   * @param specDigest of what determines the results
   */
  public static RunKey key(String job, int attempt, String specDigest) {
    return new RunKey("%s/%d/%s".formatted(job, attempt, specDigest));
  }

  /**
   * Begins the attempt, or finds it where it was begun.
   *
   * @param key see {@link #key}
   * @param source what executes the plan, such as {@code graft 0.1.0}
   * @param manifest the AdapterJob as the person wrote it
   * @param planJson the plan as JSON
   * @throws dev.graft.trainer.mlflow.TrackingException when the server refuses or stays away
   */
  public static JobRecorder begin(
      TrackingServer tracking,
      Plan plan,
      RunKey key,
      String source,
      String manifest,
      String planJson) {
    String experiment = tracking.ensureExperiment(plan.experiment());
    TrackedRun run =
        tracking.ensureRun(
            new RunSpec(
                experiment,
                key,
                plan.job(),
                Optional.empty(),
                source,
                "AdapterJob `%s`: %d adapter runs on one backbone."
                    .formatted(plan.job(), plan.runs().size()),
                Map.of("graft.job", plan.job(), "graft.specDigest", plan.specDigest())));
    tracking.artifacts().put(run, "adapterjob.yaml", manifest);
    tracking.artifacts().put(run, "plan.json", planJson);
    return new JobRecorder(tracking, run, plan);
  }

  /** Where the records are. */
  public MlflowRun mlflow() {
    return new MlflowRun(run.experimentId(), run.runId(), tracking.page(run).toString());
  }

  /**
   * Records what the runs came to, the failed ones left out.
   *
   * @param results of the finished runs
   */
  public void summarise(List<AdapterRunResult> results) {
    if (results.isEmpty()) {
      return;
    }
    JobSummary summary =
        new JobSummary(plan.job(), plan.runs().getFirst().method().title(), results);
    tracking.artifacts().put(run, "summary.md", summary.markdown());
    tracking.artifacts().put(run, "success-rates.png", summary.plot());
    tracking.logMetrics(run, metrics(summary, results.size(), Instant.now()));
    tracking.setTags(run, Map.of("mlflow.note.content", summary.markdown()));
  }

  /** Records a file that belongs to the job as a whole. */
  public void attach(String name, byte[] content) {
    tracking.artifacts().put(run, name, content);
  }

  private static List<MetricPoint> metrics(JobSummary summary, int runs, Instant now) {
    SuccessRate adapted = summary.adapted();
    List<MetricPoint> points = new ArrayList<>();
    points.add(new MetricPoint("eval/success_rate", adapted.share(), 0, now));
    points.add(new MetricPoint("eval/success_rate_low", adapted.interval95().low(), 0, now));
    points.add(new MetricPoint("eval/success_rate_high", adapted.interval95().high(), 0, now));
    points.add(
        new MetricPoint(
            "zero_shot/goal_masked/success_rate", summary.zeroShotMasked().share(), 0, now));
    points.add(
        new MetricPoint(
            "zero_shot/goal_visible/success_rate", summary.zeroShotVisible().share(), 0, now));
    points.add(new MetricPoint("reference/expert/success_rate", summary.expert().share(), 0, now));
    points.add(new MetricPoint("reference/random/success_rate", summary.random().share(), 0, now));
    summary
        .lastStep()
        .ifPresent(
            rate ->
                points.add(new MetricPoint("eval/last_step_success_rate", rate.share(), 0, now)));
    points.add(new MetricPoint("runs/finished", runs, 0, now));
    return points;
  }

  /** Ends the attempt. */
  public void end(RunStatus status) {
    tracking.finish(run, status, Instant.now());
  }
}
