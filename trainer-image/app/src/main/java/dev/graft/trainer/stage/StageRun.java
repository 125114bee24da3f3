package dev.graft.trainer.stage;

import dev.graft.learning.tensor.AtomicFile;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.card.AdapterCard;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.machine.MachineLoad;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.record.RunRecord;
import dev.graft.trainer.record.Spool;
import dev.graft.trainer.record.Standing;
import dev.graft.trainer.result.MlflowRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stage's run on the tracking server, and the files it keeps for it in the state folder. */
final class StageRun implements AutoCloseable {
  /** Folder of the spool in the state folder. */
  static final String RECORDS = Spool.FOLDER;

  /** Folder, within the state folder, of files that are made to be recorded. */
  static final String ARTIFACTS = "artifacts";

  private final TrainerContext context;
  private final Spool spool;
  private final Optional<LoadRecorder> load;
  private boolean toldToWait;

  private StageRun(TrainerContext context, Spool spool, Optional<LoadRecorder> load) {
    this.context = context;
    this.spool = spool;
    this.load = load;
  }

  /** The run of a stage, made when there is none. */
  static StageRun open(TrainerContext context, Stage stage) throws IOException {
    String name = stage.name(context.plan());
    RunSpec spec =
        new RunSpec(
            context.plan().experiment(),
            context.parent().child(name),
            name,
            Optional.of(context.parent()),
            context.source(),
            note(context, stage),
            Map.of(
                "graft.job", context.plan().job(),
                "graft.stage", name,
                "graft.stageDigest", stage.digest(context.plan()),
                "graft.specDigest", context.plan().specDigest()),
            Instant.now());
    Spool spool = Spool.open(context.state().resolve(RECORDS), spec, context.tracking());
    LoadRecorder load =
        LoadRecorder.start(new MachineLoad(context.state()), LoadRecorder.INTERVAL, spool::record);
    StageRun run = new StageRun(context, spool, Optional.of(load));
    run.tell();
    return run;
  }

  /** What an earlier process left to be delivered, if it left anything. */
  static Optional<StageRun> find(TrainerContext context) throws IOException {
    return Spool.find(context.state().resolve(RECORDS), context.tracking())
        .map(spool -> new StageRun(context, spool, Optional.empty()));
  }

  private static String note(TrainerContext context, Stage stage) {
    return switch (stage) {
      case Stage.Backbone backbone ->
          "Pretraining of the backbone of `%s` on %d tasks."
              .formatted(context.plan().job(), context.plan().backbone().dataset().tasks().size());
      case Stage.Run adapter ->
          "Adaptation of the backbone of `%s` to `%s`, seed %d."
              .formatted(
                  context.plan().job(),
                  adapter.of(context.plan()).task(),
                  adapter.of(context.plan()).seed());
    };
  }

  /** Where the records are; empty until the server has answered. */
  Optional<MlflowRun> mlflow() {
    return spool.run().map(run -> MlflowRun.of(context.tracking(), run));
  }

  void record(RunRecord record) throws IOException {
    spool.record(record);
    tell();
  }

  void params(Map<String, String> params) throws IOException {
    record(new RunRecord.Params(params));
  }

  void tags(Map<String, String> tags) throws IOException {
    record(new RunRecord.Tags(tags));
  }

  void metric(String key, double value, long step) throws IOException {
    record(new RunRecord.Metrics(List.of(new MetricPoint(key, value, step, Instant.now()))));
  }

  /** Records a file or folder as it is now. */
  void artifact(String path, Path source) throws IOException {
    record(new RunRecord.Artifact(path, source));
  }

  /** Keeps bytes in the state folder, and records them. */
  void artifact(String path, byte[] content) throws IOException {
    Path file = context.state().resolve(ARTIFACTS).resolve(path);
    AtomicFile.write(file, content);
    artifact(path, file);
  }

  /** Records a model card, which stands first among the artifacts. */
  void card(String text) throws IOException {
    artifact(AdapterCard.FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Registers what was recorded as an artifact. */
  void register(ModelVersion version) throws IOException {
    record(new RunRecord.Model(version));
  }

  /** Nothing of the run itself is recorded after it. */
  void end(RunStatus status) throws IOException {
    load.ifPresent(LoadRecorder::close);
    record(new RunRecord.End(status, Instant.now()));
  }

  /** Waits until all is delivered, as long as the patience with a server that is away lasts. */
  Standing deliver(Duration patience) throws IOException {
    Standing standing = spool.await(patience, context.stop());
    tell();
    return standing;
  }

  /** Removes what was kept for the delivery, which is over. */
  void discard() throws IOException {
    spool.discard();
  }

  /** Says it once when the server goes away, and once when it is back. */
  private void tell() {
    Standing standing = spool.standing();
    if (standing.problem().isPresent() != toldToWait) {
      toldToWait = !toldToWait;
      String message =
          standing
              .problem()
              .map(problem -> "records wait on disk: " + problem.getMessage())
              .orElse("MLflow answers again: the records are being delivered");
      context.events().emit(new TrainerEvent.Note(message));
    }
  }

  @Override
  public void close() throws IOException {
    load.ifPresent(LoadRecorder::close);
    spool.close();
  }
}
