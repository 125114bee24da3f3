package dev.graft.trainer.record;

import dev.graft.trainer.mlflow.DatasetInput;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.mlflow.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One thing to be recorded on a run; data, so that it can wait on disk for its delivery. */
public sealed interface RunRecord {
  /** Parameters; each keeps its first value. */
  record Params(Map<String, String> values) implements RunRecord {
    /** Copies the values. */
    public Params {
      values = Map.copyOf(values);
    }
  }

  /** Tags; the last value counts. */
  record Tags(Map<String, String> values) implements RunRecord {
    /** Copies the values. */
    public Tags {
      values = Map.copyOf(values);
    }
  }

  /** Points of metrics. */
  record Metrics(List<MetricPoint> points) implements RunRecord {
    /** Copies the points. */
    public Metrics {
      points = List.copyOf(points);
    }
  }

  /** A dataset that the run reads. */
  record Input(DatasetInput dataset) implements RunRecord {}

  /**
   * A file, or all files of a folder.
   *
   * @param path within the run's artifacts
   * @param source on disk, to stay there until it is delivered
   */
  record Artifact(String path, Path source) implements RunRecord {}

  /**
   * A version of a registered model.
   *
   * @param version whose files are among the artifacts recorded before
   */
  record Model(ModelVersion version) implements RunRecord {}

  /** The end of the run. */
  record End(RunStatus status, Instant time) implements RunRecord {}
}
