package dev.graft.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.MlflowStatus;
import dev.graft.api.Phase;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.VersionCommand;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.FinishedJobs;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.OwnDemonstrations;
import dev.graft.cli.job.RegisteredModels;
import dev.graft.cli.replica.Replicas;
import dev.graft.cli.report.JobReport;
import dev.graft.crd.AdapterJob;
import dev.graft.learning.tensor.AtomicFile;
import dev.graft.plan.AdapterSource;
import dev.graft.plan.Plan;
import dev.graft.plan.SimulatorRoom;
import dev.graft.trainer.job.JobRecorder;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** One AdapterJob, executed on this machine. */
final class LocalJob {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a command that is to leave, for a server that may be away. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final AdapterJob job;
  private final FinishedJobs.Resolved references;
  private final Plan plan;
  private final int cores;
  private final CoreShares shares;
  private final Installation installation;
  private final JobShare share;

  /**
   * Plans the job for this machine; nothing is started yet.
   *
   * @param job with its defaults
   * @param references what it refers to
   * @param cores of the machine
   * @param share what the job has of the command
   */
  LocalJob(
      AdapterJob job,
      FinishedJobs.Resolved references,
      int cores,
      Installation installation,
      JobShare share) {
    Plan asked = FinishedJobs.plan(job, references.inputs());
    int threads = job.getSpec().trainer().threads();
    int parallelism = job.getSpec().trainer().runs().parallelism();
    OwnDemonstrations.pin(job, references.inputs());
    this.job = job;
    this.references = references;
    this.cores = cores;
    this.shares = CoreShares.of(cores, parallelism, threads, asked.runs().size());
    this.plan = LocalPlan.fitted(asked, cores, shares);
    this.installation = installation;
    this.share = share;
  }

  /** What came of executing a job. */
  sealed interface Ended {
    /** It has ended, now or earlier: {@code job} has its status, {@code files} its results. */
    record WithResult(AdapterJob job, JobOutcome outcome, JobFiles files, Path store)
        implements Ended {}

    /** It was stopped before it ended. */
    record Interrupted() implements Ended {}
  }

  /**
   * Executes what is left to do.
   *
   * @param tracking gives the MLflow server's address, and is asked only when something is to do
   */
  Ended run(AttemptFolder.Choice choice, Supplier<URI> tracking) throws IOException {
    Path folder = installation.jobs().resolve(plan.job());
    try (AttemptFolder attempt =
        AttemptFolder.take(folder, plan.specDigest(), installation.store(), choice)) {
      JobFiles files = new JobFiles(attempt.folder());
      if (finishedEarlier(files).isPresent()) {
        share.display().message(plan.job() + ": finished earlier; --fresh starts a new attempt");
        files.write(plan); // of the same digest: an earlier version kept none
        return again(files, attempt.store(), tracking);
      }
      provide(new ContentStore(attempt.store()));
      // Before the tracking server is asked for, which takes as long when it has to be started.
      try (Replicas simulators = simulators(files)) {
        return execute(attempt, files, simulators, tracking.get());
      }
    }
  }

  /** An attempt asked for afresh has a store of its own, and so may the job that it refers to. */
  private void provide(ContentStore store) throws IOException {
    for (Path folder : references.stores()) {
      ContentStore other = new ContentStore(folder);
      store.copy(Kind.Backbone, plan.backbone().digest(), other);
      for (AdapterSource source : plan.adapterSources()) {
        store.copy(Kind.Adapter, source.digest(), other);
      }
    }
  }

  private Replicas simulators(JobFiles files) throws IOException {
    if (files.areComplete(plan)) {
      return Replicas.none();
    }
    return Replicas.start(SimulatorRoom.ofAtMost(cores, job.getSpec()), files.logs(), share);
  }

  private Ended execute(AttemptFolder attempt, JobFiles files, Replicas simulators, URI uri)
      throws IOException {
    RunKey key = JobRecorder.key(plan.job(), 1 + attempt.number(), plan.specDigest());
    try (TrackingServer tracking = Tracking.open(uri);
        JobRecorder recorder =
            JobRecorder.begin(
                attempt.folder(),
                tracking,
                plan,
                key,
                VersionCommand.graft(),
                new YAMLMapper().writeValueAsString(job),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plan))) {
      share.display().message(plan.job() + ": " + whereRecorded(recorder, uri));
      List<String> addresses = addresses(simulators, recorder);
      TrainerStages stages =
          new TrainerStages(plan, files, attempt, addresses, uri, key, installation);
      Map<String, StageEnd> ends = new LocalExecutor(share, shares.atOnce()).execute(plan, stages);
      if (ends.values().stream().anyMatch(StageEnd.Stopped.class::isInstance)) {
        return stopped(simulators, recorder);
      }
      return conclude(attempt, files, recorder, new WaitingRecords(files, tracking));
    } catch (TrackingException e) {
      throw CommandFailure.failed(e.getMessage() + "; the same command goes on from here");
    }
  }

  private static String whereRecorded(JobRecorder recorder, URI uri) {
    return recorder
        .mlflow()
        .map(run -> "recorded in " + run.url())
        .orElse("MLflow at %s does not answer: the records wait on disk".formatted(uri));
  }

  private static List<String> addresses(Replicas simulators, JobRecorder recorder)
      throws IOException {
    try {
      return simulators.addresses();
    } catch (CommandFailure noSimulators) {
      end(recorder, RunStatus.Failed);
      throw noSimulators;
    }
  }

  private static Ended stopped(Replicas simulators, JobRecorder recorder) throws IOException {
    Optional<String> lost = simulators.failure();
    end(recorder, lost.isPresent() ? RunStatus.Failed : RunStatus.Killed);
    if (lost.isPresent()) {
      throw CommandFailure.failed(lost.get());
    }
    return new Ended.Interrupted();
  }

  private static void end(JobRecorder recorder, RunStatus status) throws IOException {
    recorder.end(status);
    recorder.deliver(LAST_WORDS, new StopSignal());
  }

  private Ended conclude(
      AttemptFolder attempt, JobFiles files, JobRecorder recorder, WaitingRecords records)
      throws IOException {
    boolean complete = files.areComplete(plan);
    recorder.summarise(files.runs(plan));
    report(files, recorder);
    recorder.end(complete ? RunStatus.Finished : RunStatus.Failed);
    int waiting = records.deliverStages();
    waiting += recorder.deliver(WaitingRecords.patience(waiting), new StopSignal()).waiting();
    tellWaiting(waiting, records);
    JobOutcome outcome =
        new JobOutcome(
            plan,
            files.backbone(plan),
            files.runs(plan),
            recorder.mlflow(),
            attempt.started(),
            Instant.now());
    if (complete && waiting == 0) {
      recorder.discard(); // before the job counts as finished: a rerun would not do it any more
    }
    AdapterJobStatus status = JobStatus.of(job.getSpec(), outcome);
    Ended.WithResult ended = ended(outcome, status, files, attempt.store());
    files.write(plan);
    AtomicFile.write(
        files.job(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(ended.job()));
    return ended;
  }

  private void report(JobFiles files, JobRecorder recorder) throws IOException {
    List<AdapterRunResult> runs = files.runs(plan);
    if (runs.isEmpty()) {
      return;
    }
    byte[] page =
        JobReport.html(
                new FinishedJob(plan.job(), runs),
                files,
                files.backbone(plan),
                new YAMLMapper().writeValueAsString(job),
                List.of())
            .getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(files.report(), page);
    recorder.attach(files.report().getFileName().toString(), page);
  }

  private void tellWaiting(int waiting, WaitingRecords records) {
    if (waiting > 0) {
      share
          .display()
          .message(
              "%s: %d records wait for MLflow at %s, the result is complete without it; the same command, or graft deliver, delivers them"
                  .formatted(plan.job(), waiting, records.server()));
    }
  }

  /** The result of an earlier command, which may have left records. */
  private Ended again(JobFiles files, Path store, Supplier<URI> uri) throws IOException {
    if (WaitingRecords.in(files)) {
      try (TrackingServer tracking = Tracking.open(uri.get())) {
        WaitingRecords records = new WaitingRecords(files, tracking);
        tellWaiting(records.deliverAll(), records);
      }
    }
    JobOutcome outcome = outcome(files, finishedEarlier(files).orElseThrow());
    AdapterJobStatus status = JobStatus.of(job.getSpec(), outcome);
    return ended(outcome, status, files, store);
  }

  private Ended.WithResult ended(
      JobOutcome outcome, AdapterJobStatus status, JobFiles files, Path store) {
    job.setStatus(status.edit().model(RegisteredModels.pinned(references.inputs())).build());
    return new Ended.WithResult(job, outcome, files, store);
  }

  private static Optional<AdapterJobStatus> finishedEarlier(JobFiles files) throws IOException {
    try {
      AdapterJob found = JSON.readValue(Files.readAllBytes(files.job()), AdapterJob.class);
      return Optional.ofNullable(found.getStatus())
          .filter(status -> status.phase() == Phase.Succeeded);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private JobOutcome outcome(JobFiles files, AdapterJobStatus status) throws IOException {
    MlflowStatus mlflow = status.mlflow();
    return new JobOutcome(
        plan,
        files.backbone(plan),
        files.runs(plan),
        Optional.ofNullable(mlflow)
            .map(
                run ->
                    new MlflowRun(
                        run.experimentId(),
                        run.runId(),
                        Objects.requireNonNullElse(run.url(), ""))),
        Instant.parse(Objects.requireNonNull(status.startTime())),
        Instant.parse(Objects.requireNonNull(status.completionTime())));
  }
}
