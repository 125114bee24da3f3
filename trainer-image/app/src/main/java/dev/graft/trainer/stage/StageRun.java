package dev.graft.trainer.stage;

import dev.graft.learning.tensor.AtomicFile;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.record.MlflowRecorder;
import dev.graft.trainer.record.Recorder;
import dev.graft.trainer.record.RunRecord;
import dev.graft.trainer.result.MlflowRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stage's run on the tracking server, and the files it keeps for it in the state folder. */
final class StageRun {
  /** Folder, within the state folder, of files that are made to be recorded. */
  static final String ARTIFACTS = "artifacts";

  private final TrainerContext context;
  private final String experimentId;
  private final TrackedRun run;
  private final Recorder recorder;

  private StageRun(TrainerContext context, String experimentId, TrackedRun run, Recorder recorder) {
    this.context = context;
    this.experimentId = experimentId;
    this.run = run;
    this.recorder = recorder;
  }

  /** The run of a stage, made when there is none. */
  static StageRun open(TrainerContext context, Stage stage) {
    String experimentId = context.tracking().ensureExperiment(context.plan().experiment());
    Optional<TrackedRun> parent = context.tracking().findRun(experimentId, context.parent());
    String name = stage.name(context.plan());
    TrackedRun run =
        context
            .tracking()
            .ensureRun(
                new RunSpec(
                    experimentId,
                    context.parent().child(name),
                    name,
                    parent,
                    context.source(),
                    note(context, stage),
                    Map.of(
                        "graft.job", context.plan().job(),
                        "graft.stage", name,
                        "graft.stageDigest", stage.digest(context.plan()),
                        "graft.specDigest", context.plan().specDigest())));
    return new StageRun(context, experimentId, run, new MlflowRecorder(context.tracking(), run));
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

  String experimentId() {
    return experimentId;
  }

  MlflowRun mlflow() {
    return new MlflowRun(run.experimentId(), run.runId(), context.tracking().page(run).toString());
  }

  void record(RunRecord record) throws IOException {
    recorder.record(record);
  }

  void params(Map<String, String> params) throws IOException {
    recorder.record(new RunRecord.Params(params));
  }

  void tags(Map<String, String> tags) throws IOException {
    recorder.record(new RunRecord.Tags(tags));
  }

  void metric(String key, double value, long step) throws IOException {
    recorder.record(
        new RunRecord.Metrics(List.of(new MetricPoint(key, value, step, Instant.now()))));
  }

  /** Records a file or folder that stays where it is. */
  void artifact(String path, Path source) throws IOException {
    recorder.record(new RunRecord.Artifact(path, source));
  }

  /** Keeps bytes in the state folder, and records them. */
  void artifact(String path, byte[] content) throws IOException {
    Path file = context.state().resolve(ARTIFACTS).resolve(path);
    ByteBuffer bytes = ByteBuffer.wrap(content);
    AtomicFile.write(
        file,
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
    artifact(path, file);
  }

  void end(RunStatus status) throws IOException {
    recorder.record(new RunRecord.End(status, Instant.now()));
  }
}
