package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.plan.Plan;
import dev.graft.simulator.client.Simulator;
import dev.graft.trainer.Trainer;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.EventSink;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.film.Filmmaker;
import dev.graft.trainer.job.JobRecorder;
import dev.graft.trainer.mlflow.FaultyProxy;
import dev.graft.trainer.mlflow.MlflowServer;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.mlflow.RegisteredModel;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunContent;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.BackboneResult.Origin;
import dev.graft.trainer.result.BestEpoch;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.simulator.FakeSimulator;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;

/** Whole stages with a small policy, a simulator of a point in the plane, and a real MLflow. */
@ExtendWith(MlflowServer.Extension.class)
class StagesIT {
  private static final byte[] GIF = "GIF89a".getBytes(StandardCharsets.US_ASCII);
  private static final RetryPolicy QUICK =
      new RetryPolicy(2, Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofSeconds(30));

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Duration patience = PATIENCE;
  private FakeSimulator simulator = FakeSimulator.reliable();
  private final List<TrainerEvent> events = new ArrayList<>();
  private final Map<String, List<Integer>> filmed = new HashMap<>();
  private TrackingServer tracking;
  private MlflowClient oracle;
  private Plan plan;
  private RunKey key;

  @BeforeEach
  void connect(MlflowServer mlflow, TestInfo test) {
    tracking = new TrackingServer(mlflow.uri(), QUICK);
    oracle = new MlflowClient(mlflow.uri().toString());
    plan = Plans.tiny(test.getTestMethod().orElseThrow().getName());
    key = JobRecorder.key(plan.job(), 1, plan.specDigest());
  }

  @AfterEach
  void disconnect() {
    tracking.close();
    oracle.close();
  }

  @Test
  void pretrainsAdaptsEvaluatesAndRecordsAJob() throws IOException {
    JobRecorder job =
        JobRecorder.begin(
            folder.resolve("job"), tracking, plan, key, "graft test", "kind: AdapterJob", "{}");

    BackboneResult backbone = (BackboneResult) done(run("a", new Stage.Backbone()));
    AdapterRunResult adapted = (AdapterRunResult) done(run("a", new Stage.Run(0)));
    AdapterRunResult zeroShot = (AdapterRunResult) done(run("a", new Stage.Run(1)));
    job.summarise(List.of(adapted, zeroShot));
    job.end(RunStatus.Finished);
    assertThat(job.deliver(PATIENCE, new StopSignal()).waiting()).isZero();
    String jobRun = job.mlflow().orElseThrow().runId();
    job.discard();

    assertThat(backbone.origin()).isEqualTo(Origin.Pretrained);
    assertThat(backbone.optimizerSteps()).isEqualTo(Plans.PRETRAIN_STEPS);
    assertThat(backbone.demonstrations()).isEqualTo(8);
    assertThat(adapted.backboneDigestBefore())
        .isEqualTo(backbone.weightsDigest())
        .isEqualTo(adapted.backboneDigestAfter());
    assertThat(adapted.adapter().bytes()).isEqualTo(4 * adapted.adapter().parameters());
    assertThat(adapted.evaluation().episodes()).hasSize(Plans.EPISODES);
    assertThat(adapted.curve())
        .extracting(AdapterRunResult.EpochEvaluation::epoch)
        .containsExactly(3.0, (double) Plans.ADAPT_EPOCHS);
    assertThat(adapted.curve())
        .allMatch(at -> at.evaluation().episodes().size() == Plans.VALIDATION_EPISODES);
    assertThat(Objects.requireNonNull(adapted.best()).evaluation().episodes())
        .hasSize(Plans.EPISODES);
    assertThat(zeroShot.best()).isNull();
    assertThat(adapted.references().expert().successRate().share()).isEqualTo(1);
    assertThat(adapted.references().random().successRate().share()).isLessThan(0.5);
    assertThat(adapted.evaluation().lastStepRate()).isPresent();
    assertThat(zeroShot.evaluation()).isEqualTo(zeroShot.zeroShotVisible());
    assertThat(zeroShot.adapter().parameters()).isZero();
    assertThat(adapted.seconds()).containsKeys(Phase.Collect, Phase.Adapt, Phase.Evaluate);
    assertThat(filmed).containsOnlyKeys("reach-v3");
    assertThat(registered("-backbone")).isEqualTo(backbone.weightsDigest() + " seed-0");
    assertThat(registered("-reach-v3")).isEqualTo(adapted.adapter().digest() + " seed-0");

    Service.Run record = oracle.getRun(runId(adapted));
    assertThat(record.getInfo().getStatus()).isEqualTo(Service.RunStatus.FINISHED);
    assertThat(tags(record))
        .containsEntry("mlflow.parentRunId", jobRun)
        .containsEntry("graft.simulator", "fake 1.0")
        .containsEntry("graft.adapterDigest", adapted.adapter().digest());
    assertThat(artifacts(runId(adapted)))
        .contains(
            "README.md",
            "adapter",
            "dataset",
            "learning-curve.png",
            "result.json",
            "rollout.gif",
            "success-rate.png");
    assertThat(artifacts(runId(backbone))).contains("backbone", "dataset", "learning-curve.png");
    assertThat(artifacts(jobRun))
        .containsExactlyInAnyOrder(
            "adapterjob.yaml", "plan.json", "summary.md", "success-rates.png");
    List<Service.Metric> losses = oracle.getMetricHistory(runId(backbone), "train/loss");
    assertThat(losses).hasSizeGreaterThan(50);
    assertThat(losses.getLast().getValue()).isLessThan(losses.getFirst().getValue());
    assertThat(metric(record, "eval/success_rate"))
        .isEqualTo(adapted.evaluation().successRate().share(), within(1e-12));
  }

  /** The weights and the alias of the only version of the plan's model with that ending. */
  private String registered(String ending) {
    List<RegisteredModel.Version> versions =
        tracking.models().find(plan.job() + ending).orElseThrow().versions();
    assertThat(versions).hasSize(1);
    RegisteredModel.Version version = versions.getFirst();
    return version.tags().get(ModelVersion.DIGEST) + " " + String.join(" ", version.aliases());
  }

  @Test
  void leavesABackboneOfNoStepsAsItWasInitialised() throws IOException {
    plan = Plans.tiny("random-backbone", 0);

    BackboneResult backbone = (BackboneResult) done(run("a", new Stage.Backbone()));
    AdapterRunResult adapted = (AdapterRunResult) done(run("a", new Stage.Run(0)));

    assertThat(backbone.optimizerSteps()).isZero();
    assertThat(backbone.finalLoss()).isNull();
    assertThat(artifacts(runId(backbone)))
        .containsExactlyInAnyOrder("README.md", "backbone", "dataset");
    assertThat(adapted.backboneDigestAfter()).isEqualTo(backbone.weightsDigest());
  }

  @Test
  void endsWithTheSameWeightsWhenItIsStoppedAndContinued() throws IOException {
    BackboneResult whole = (BackboneResult) done(run("whole", new Stage.Backbone()));
    BackboneResult resumed =
        (BackboneResult) interrupted("resumed", new Stage.Backbone(), Phase.Pretrain);

    assertThat(resumed.weightsDigest()).isEqualTo(whole.weightsDigest());
    assertThat(resumed.exact()).isTrue();
    assertThat(resumed.finalLoss()).isEqualTo(whole.finalLoss());

    AdapterRunResult wholeRun = (AdapterRunResult) done(run("whole", new Stage.Run(0)));
    AdapterRunResult resumedRun =
        (AdapterRunResult) interrupted("resumed", new Stage.Run(0), Phase.Adapt);

    assertThat(resumedRun.adapter().digest()).isEqualTo(wholeRun.adapter().digest());
    assertThat(resumedRun.evaluation()).isEqualTo(wholeRun.evaluation());
    assertThat(resumedRun.curve()).isEqualTo(wholeRun.curve());
    assertThat(resumedRun.best()).isEqualTo(wholeRun.best());
    List<Long> steps =
        oracle.getMetricHistory(runId(resumedRun), "train/loss").stream()
            .map(Service.Metric::getStep)
            .toList();
    assertThat(steps).doesNotHaveDuplicates();
    assertThat(folder.resolve("resumed/run/checkpoints")).doesNotExist();
  }

  @Test
  void evaluatesAndRecordsTheBestEpochWhereItIsNotTheLast() throws IOException {
    done(run("a", new Stage.Backbone()));
    // Both zero-shots, both references and the first validation.
    simulator = FakeSimulator.easyAtFirst(5);

    AdapterRunResult adapted = (AdapterRunResult) done(run("a", new Stage.Run(0)));

    BestEpoch best = Objects.requireNonNull(adapted.best());
    assertThat(best.epoch()).isEqualTo(3);
    assertThat(best.validation()).isEqualTo(adapted.curve().getFirst().evaluation());
    assertThat(best.adapterDigest()).isNotEqualTo(adapted.adapter().digest());
    assertThat(best.evaluation().episodes()).hasSize(Plans.EPISODES);
    assertThat(artifacts(runId(adapted))).contains("adapter", "best-adapter");
    Service.Run record = oracle.getRun(runId(adapted));
    assertThat(metric(record, "best/epoch")).isEqualTo(3);
    assertThat(folder.resolve("a/run/checkpoints")).doesNotExist();
  }

  @Test
  void isRecordedAsIfItHadNeverBeenStoppedAtEachOfItsEvents(MlflowServer mlflow)
      throws IOException {
    done(run("whole", new Stage.Backbone()));
    AdapterRunResult whole = (AdapterRunResult) done(run("whole", new Stage.Run(0)));
    done(stoppedAtEachEvent("stopped", new Stage.Backbone()));
    AdapterRunResult stopped =
        (AdapterRunResult) done(stoppedAtEachEvent("stopped", new Stage.Run(0)));

    assertThat(stopped.adapter()).isEqualTo(whole.adapter());
    assertThat(stopped.curve()).isEqualTo(whole.curve());
    Map<String, RunContent> runs = RunContent.of(oracle, mlflow.uri(), plan.experiment());
    for (String stage : List.of("/backbone", "/reach-v3-seed-0")) {
      assertThat(
              Objects.requireNonNull(runs.get(key.value() + "-stopped" + stage)).ofAnyKeyAndSpeed())
          .isEqualTo(
              Objects.requireNonNull(runs.get(key.value() + "-whole" + stage)).ofAnyKeyAndSpeed());
    }
  }

  /** Runs a stage that is asked to leave at its first event, then at its second, and so on. */
  private Trainer.End stoppedAtEachEvent(String name, Stage stage) throws IOException {
    for (int last = 1; ; last++) {
      StopSignal stop = new StopSignal();
      CountDownLatch left = new CountDownLatch(last);
      TrainerContext context =
          listening(
              context(name, stage, Optional.of(this::film), stop),
              event -> {
                left.countDown();
                if (left.getCount() == 0) {
                  stop.request();
                }
              });
      Trainer.End end = Trainer.run(context, stage);
      if (end instanceof Trainer.End.Done) {
        return end;
      }
    }
  }

  private static TrainerContext listening(TrainerContext context, EventSink events) {
    return new TrainerContext(
        context.plan(),
        context.state(),
        context.store(),
        context.reuse(),
        context.engineCache(),
        context.simulators(),
        context.tracking(),
        context.parent(),
        context.source(),
        events,
        context.filmmaker(),
        context.patience(),
        context.stop());
  }

  @Test
  void tellsAFinishedStageAgainWithoutRunningIt() throws IOException {
    StageResult first = done(run("a", new Stage.Backbone()));
    int collected = simulator.collected();
    events.clear();

    StageResult second = done(run("a", new Stage.Backbone()));

    assertThat(second).isEqualTo(first);
    assertThat(simulator.collected()).isEqualTo(collected);
    assertThat(events).singleElement().isInstanceOf(TrainerEvent.Finished.class);
  }

  @Test
  void takesBackboneAndDemonstrationsFromTheTrackingServerWhenTheStoreIsEmpty() throws IOException {
    BackboneResult first = (BackboneResult) done(run("a", new Stage.Backbone()));

    AdapterRunResult adapted = (AdapterRunResult) done(run("b", new Stage.Run(0)));
    BackboneResult again = (BackboneResult) done(run("b", new Stage.Backbone()));

    assertThat(adapted.backboneDigestBefore()).isEqualTo(first.weightsDigest());
    assertThat(again.origin()).isEqualTo(Origin.Found);
  }

  @Test
  void fusesAndEvaluatesAgainTheAdaptersOfOtherRuns() throws IOException {
    plan = Plans.ofAdapters(plan.job());
    done(run("a", new Stage.Backbone()));
    AdapterRunResult source = (AdapterRunResult) done(run("a", new Stage.Run(0)));

    AdapterRunResult fusion = (AdapterRunResult) done(run("a", new Stage.Run(1)));
    AdapterRunResult again = (AdapterRunResult) done(run("a", new Stage.Run(2)));

    assertThat(fusion.adapter().parameters()).isEqualTo(3 * 16 * 16);
    assertThat(fusion.adapter().bytes())
        .isEqualTo(4 * (fusion.adapter().parameters() + source.adapter().parameters()));
    assertThat(fusion.optimizerSteps()).isPositive();
    assertThat(fusion.backboneDigestAfter()).isEqualTo(source.backboneDigestAfter());
    assertThat(again.adapter()).isEqualTo(source.adapter());
    assertThat(again.evaluation()).isEqualTo(source.evaluation());
    assertThat(again.optimizerSteps()).isZero();
    assertThat(artifacts(runId(again))).contains("adapter").doesNotContain("dataset");
  }

  @Test
  void takesAnAdapterFromTheTrackingServerWhenTheStoreIsEmpty() throws IOException {
    plan = Plans.ofAdapters(plan.job());
    done(run("a", new Stage.Backbone()));
    AdapterRunResult source = (AdapterRunResult) done(run("a", new Stage.Run(0)));

    AdapterRunResult again = (AdapterRunResult) done(run("b", new Stage.Run(2)));

    assertThat(again.adapter()).isEqualTo(source.adapter());
  }

  @Test
  void saysWhichAdapterIsMissing() throws IOException {
    plan = Plans.ofAdapters(plan.job());
    done(run("a", new Stage.Backbone()));

    assertThatThrownBy(() -> run("a", new Stage.Run(1)))
        .hasMessageContaining("the adapter " + plan.job() + "/reach-v3-seed-0 ")
        .hasMessageContaining("run that job again");
  }

  @Test
  void runsAStageAgainWhoseResultIsCutShort() throws IOException {
    StageResult first = done(run("a", new Stage.Backbone()));
    Path file = folder.resolve("a/backbone/result.json");
    Files.writeString(file, Files.readString(file).substring(0, 40));

    BackboneResult second = (BackboneResult) done(run("a", new Stage.Backbone()));

    assertThat(second.weightsDigest()).isEqualTo(((BackboneResult) first).weightsDigest());
  }

  @Test
  void saysThatTheBackboneIsMissingAndEndsTheRunAsFailed() {
    assertThatThrownBy(() -> run("a", new Stage.Run(0)))
        .hasMessageContaining("run the backbone stage first");

    String experiment = tracking.ensureExperiment(plan.experiment());
    TrackedRun failed = tracking.findRun(experiment, key.child("reach-v3-seed-0")).orElseThrow();
    assertThat(oracle.getRun(failed.runId()).getInfo().getStatus())
        .isEqualTo(Service.RunStatus.FAILED);
  }

  @Test
  void endsWithoutItsTrackingServerAndRecordsAllWhenThatIsBack(MlflowServer mlflow)
      throws IOException {
    try (FaultyProxy proxy = new FaultyProxy(mlflow.uri());
        TrackingServer away = new TrackingServer(proxy.uri(), RetryPolicy.ONCE)) {
      tracking.close();
      tracking = away;
      patience = Duration.ofMillis(100);
      proxy.goAway();
      BackboneResult backbone = (BackboneResult) done(run("b", new Stage.Backbone()));
      AdapterRunResult adapted = (AdapterRunResult) done(run("b", new Stage.Run(0)));
      assertThat(backbone.mlflow()).isNull();
      assertThat(adapted.mlflow()).isNull();
      assertThat(notes()).anyMatch(note -> note.contains("records wait for MLflow at "));
      proxy.comeBack();
      patience = PATIENCE;

      // Out of order: a run is nested in its job, and found, whenever these come.
      AdapterRunResult recorded = (AdapterRunResult) done(run("b", new Stage.Run(0)));
      done(run("b", new Stage.Backbone()));

      Service.Run record = oracle.getRun(runId(recorded));
      assertThat(record.getInfo().getStatus()).isEqualTo(Service.RunStatus.FINISHED);
      assertThat(artifacts(runId(recorded))).contains("adapter", "dataset", "result.json");
      assertThat(recorded.evaluation()).isEqualTo(adapted.evaluation());
      assertThat(folder.resolve("b/run/records")).doesNotExist();
      tracking = new TrackingServer(mlflow.uri(), QUICK);
    }
  }

  @Test
  void leavesASimulatorThatAnswersNoMore() throws IOException {
    simulator = FakeSimulator.stuck();
    requireLeavesAtOnce("a", new Stage.Backbone());

    simulator = FakeSimulator.reliable();
    done(run("a", new Stage.Backbone()));
    simulator = FakeSimulator.stuck();
    requireLeavesAtOnce("a", new Stage.Run(0));
  }

  private void requireLeavesAtOnce(String name, Stage stage) throws IOException {
    StopSignal stop = new StopSignal();
    CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(stop::request);
    TrainerContext context = context(name, stage, Optional.empty(), stop);

    assertThat(Trainer.run(context, stage)).isInstanceOf(Trainer.End.Checkpointed.class);
  }

  private List<String> notes() {
    return events.stream()
        .filter(TrainerEvent.Note.class::isInstance)
        .map(event -> ((TrainerEvent.Note) event).message())
        .toList();
  }

  @Test
  void notesWhyThereIsNoFilm() throws IOException {
    done(run("a", new Stage.Backbone()));
    TrainerContext blind = context("a", new Stage.Run(1), Optional.empty(), new StopSignal());

    Trainer.run(blind, new Stage.Run(1));

    assertThat(events)
        .filteredOn(TrainerEvent.Note.class::isInstance)
        .singleElement()
        .hasToString("Note[message=rollout.gif is skipped: this trainer has no camera]");
  }

  /** Runs a stage that is asked to leave twice, each time after a step of a phase. */
  private StageResult interrupted(String name, Stage stage, Phase phase) throws IOException {
    for (int stops = 0; stops < 2; stops++) {
      StopSignal stop = new StopSignal();
      TrainerContext context = context(name, stage, Optional.of(this::film), stop);
      TrainerContext stopping =
          listening(
              context,
              event -> {
                if (event instanceof TrainerEvent.Progress progress && progress.phase() == phase) {
                  stop.request();
                }
              });
      assertThat(Trainer.run(stopping, stage)).isInstanceOf(Trainer.End.Checkpointed.class);
    }
    return done(run(name, stage));
  }

  private Trainer.End run(String name, Stage stage) throws IOException {
    return Trainer.run(context(name, stage, Optional.of(this::film), new StopSignal()), stage);
  }

  private TrainerContext context(
      String name, Stage stage, Optional<Filmmaker> filmmaker, StopSignal stop) {
    Path state = folder.resolve(name).resolve(stage instanceof Stage.Backbone ? "backbone" : "run");
    Simulator shared = simulator;
    return new TrainerContext(
        plan,
        stage instanceof Stage.Run run
            ? state.resolveSibling("run" + (run.index() == 0 ? "" : "-" + run.index()))
            : state,
        new ContentStore(folder.resolve(name).resolve("store")),
        name.equals("b") ? Reuse.StoreAndTracking : Reuse.StoreOnly,
        Path.of("target/djl").toAbsolutePath(),
        () -> shared,
        tracking,
        new RunKey(key.value() + (name.equals("a") ? "" : "-" + name)),
        "graft-trainer test",
        events::add,
        filmmaker,
        patience,
        stop);
  }

  private byte[] film(
      String suite, String task, dev.graft.simulator.client.Goal goal, List<float[]> actions) {
    filmed.computeIfAbsent(task, t -> new ArrayList<>()).add(actions.size());
    return GIF;
  }

  private static StageResult done(Trainer.End end) {
    assertThat(end).isInstanceOf(Trainer.End.Done.class);
    return ((Trainer.End.Done) end).result();
  }

  private static String runId(StageResult result) {
    return Objects.requireNonNull(result.mlflow()).runId();
  }

  private static Map<String, String> tags(Service.Run run) {
    Map<String, String> tags = new HashMap<>();
    run.getData().getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }

  private static double metric(Service.Run run, String key) {
    return run.getData().getMetricsList().stream()
        .filter(metric -> metric.getKey().equals(key))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private List<String> artifacts(String runId) throws IOException {
    return new ObjectMapper()
        .readTree(oracle.sendGet("artifacts/list?run_id=" + runId))
        .path("files")
        .findValuesAsText("path");
  }
}
