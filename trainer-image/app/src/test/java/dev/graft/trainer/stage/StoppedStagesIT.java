package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.Trainer;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.mlflow.FaultyProxy;
import dev.graft.trainer.mlflow.MlflowServer;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunContent;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.simulator.FakeSimulator;
import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service;

/** Stages that are told to leave, cut short, or begun again. */
class StoppedStagesIT extends StageScenario {
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
  void runsAStageAgainWhoseResultIsCutShort() throws IOException {
    StageResult first = done(run("a", new Stage.Backbone()));
    Path file = folder.resolve("a/backbone/result.json");
    Files.writeString(file, Files.readString(file).substring(0, 40));

    BackboneResult second = (BackboneResult) done(run("a", new Stage.Backbone()));

    assertThat(second.weightsDigest()).isEqualTo(((BackboneResult) first).weightsDigest());
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
}
