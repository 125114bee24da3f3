package dev.graft.trainer.job;

import dev.graft.learning.tensor.AtomicFile;
import dev.graft.plan.JobParameters;
import dev.graft.plan.Plan;
import dev.graft.trainer.mlflow.MetricNames;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.record.RunRecord;
import dev.graft.trainer.record.Spool;
import dev.graft.trainer.record.Standing;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.statistics.SuccessRate;
import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records one attempt of a job: a run named after it, which the stages' runs are nested in, with
 * the manifest, the plan, and at the end a table and a picture of all results.
 *
 * <p>A tracking server that is away delays the records, see {@link Spool}. For whoever executes the
 * plan, locally or as the operator; one writer at a time.
 */
public final class JobRecorder implements AutoCloseable {
  private static final String RECORDS = Spool.FOLDER;
  private static final String ARTIFACTS = "artifacts";

  private final TrackingServer tracking;
  private final Path folder;
  private final Spool spool;
  private final Plan plan;

  private JobRecorder(TrackingServer tracking, Path folder, Spool spool, Plan plan) {
    this.tracking = tracking;
    this.folder = folder;
    this.spool = spool;
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
   * @param folder of the attempt, where its records wait to be delivered
   * @param tracking asked once for each delivery
   * @param key see {@link #key}
   * @param source what executes the plan, such as {@code graft 0.1.0}
   * @param manifest the AdapterJob as the person wrote it
   * @param planJson the plan as JSON
   * @throws dev.graft.trainer.mlflow.TrackingException when the server refuses the run
   * @throws IOException when the folder cannot be written
   */
  public static JobRecorder begin(
      Path folder,
      TrackingServer tracking,
      Plan plan,
      RunKey key,
      String source,
      String manifest,
      String planJson)
      throws IOException {
    RunSpec spec =
        new RunSpec(
            plan.experiment(),
            key,
            plan.job(),
            Optional.empty(),
            source,
            "AdapterJob `%s`: %d adapter runs on one backbone."
                .formatted(plan.job(), plan.runs().size()),
            Map.of("graft.job", plan.job(), "graft.specDigest", plan.specDigest()),
            Instant.now());
    Spool spool = Spool.open(folder.resolve(RECORDS), spec, tracking);
    JobRecorder recorder = new JobRecorder(tracking, folder, spool, plan);
    try {
      spool.record(new RunRecord.Params(JobParameters.of(plan)));
      recorder.artifact("adapterjob.yaml", manifest.getBytes(StandardCharsets.UTF_8));
      recorder.artifact("plan.json", planJson.getBytes(StandardCharsets.UTF_8));
      return recorder;
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  /** Where the records are; empty until the server has answered. */
  public Optional<MlflowRun> mlflow() {
    return spool.run().map(run -> MlflowRun.of(tracking, run));
  }

  /**
   * Records what the runs came to, the failed ones left out.
   *
   * @param results of the finished runs
   * @throws IOException when the records cannot be written
   */
  public void summarise(List<AdapterRunResult> results) throws IOException {
    if (results.isEmpty()) {
      return;
    }
    JobSummary summary =
        new JobSummary(plan.job(), plan.runs().getFirst().method().title(), results);
    artifact("summary.md", summary.markdown().getBytes(StandardCharsets.UTF_8));
    artifact("success-rates.png", summary.plot());
    spool.record(new RunRecord.Metrics(metrics(summary, results.size(), Instant.now())));
    spool.record(new RunRecord.Tags(Map.of("mlflow.note.content", summary.markdown())));
  }

  /**
   * Records a file that belongs to the job as a whole.
   *
   * @throws IOException when it cannot be written
   */
  public void attach(String name, byte[] content) throws IOException {
    artifact(name, content);
  }

  private void artifact(String name, byte[] content) throws IOException {
    Path file = folder.resolve(ARTIFACTS).resolve(name);
    AtomicFile.write(file, content);
    spool.record(new RunRecord.Artifact(name, file));
  }

  /** At the step of the number of finished runs: a rerun that finishes more adds a point. */
  private static List<MetricPoint> metrics(JobSummary summary, int runs, Instant now) {
    SuccessRate adapted = summary.adapted();
    List<MetricPoint> points = new ArrayList<>();
    points.add(new MetricPoint(MetricNames.SUCCESS, adapted.share(), runs, now));
    points.add(new MetricPoint(MetricNames.SUCCESS_LOW, adapted.interval95().low(), runs, now));
    points.add(new MetricPoint(MetricNames.SUCCESS_HIGH, adapted.interval95().high(), runs, now));
    points.add(
        new MetricPoint(
            "zero_shot/goal_masked/success_rate", summary.zeroShotMasked().share(), runs, now));
    points.add(
        new MetricPoint(
            "zero_shot/goal_visible/success_rate", summary.zeroShotVisible().share(), runs, now));
    points.add(
        new MetricPoint("reference/expert/success_rate", summary.expert().share(), runs, now));
    points.add(
        new MetricPoint("reference/random/success_rate", summary.random().share(), runs, now));
    summary
        .lastStep()
        .ifPresent(
            rate ->
                points.add(
                    new MetricPoint(MetricNames.LAST_STEP_SUCCESS, rate.share(), runs, now)));
    points.add(new MetricPoint(MetricNames.RUNS_FINISHED, runs, runs, now));
    return points;
  }

  /**
   * Ends the attempt.
   *
   * @throws IOException when the record cannot be written
   */
  public void end(RunStatus status) throws IOException {
    spool.record(new RunRecord.End(status, Instant.now()));
  }

  /**
   * Waits until all is delivered; what is not waits for the next {@link #begin}.
   *
   * @param patience with a server that is away
   * @throws IOException when what is delivered cannot be noted
   */
  public Standing deliver(Duration patience, StopSignal stop) throws IOException {
    return spool.await(patience, stop);
  }

  /** Removes what was kept for the delivery: after all is delivered and the job is done. */
  public void discard() throws IOException {
    spool.discard();
  }

  /** Ends the delivery. */
  @Override
  public void close() throws IOException {
    spool.close();
  }
}
