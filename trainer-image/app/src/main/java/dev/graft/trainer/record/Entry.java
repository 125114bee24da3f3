package dev.graft.trainer.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.graft.trainer.mlflow.DatasetInput;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a journal holds, in the form it has on disk: one request to the server each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Opening.class, name = "opening"),
  @JsonSubTypes.Type(value = Entry.Params.class, name = "params"),
  @JsonSubTypes.Type(value = Entry.Tags.class, name = "tags"),
  @JsonSubTypes.Type(value = Entry.Metrics.class, name = "metrics"),
  @JsonSubTypes.Type(value = Entry.Input.class, name = "input"),
  @JsonSubTypes.Type(value = Entry.Attachment.class, name = "attachment"),
  @JsonSubTypes.Type(value = Entry.Model.class, name = "model"),
  @JsonSubTypes.Type(value = Entry.Status.class, name = "status")
})
sealed interface Entry {

  /** The first entry of every journal: the run. */
  record Opening(
      String experiment,
      String key,
      String name,
      @Nullable String parent,
      String source,
      String note,
      Map<String, String> tags,
      long startMillis)
      implements Entry {
    /** Copies. */
    public Opening {
      tags = Map.copyOf(tags);
    }

    static Opening of(RunSpec spec) {
      return new Opening(
          spec.experiment(),
          spec.key().value(),
          spec.name(),
          spec.parent().map(RunKey::value).orElse(null),
          spec.source(),
          spec.note(),
          spec.tags(),
          spec.start().toEpochMilli());
    }

    RunSpec spec() {
      return new RunSpec(
          experiment,
          new RunKey(key),
          name,
          Optional.ofNullable(parent).map(RunKey::new),
          source,
          note,
          tags,
          Instant.ofEpochMilli(startMillis));
    }
  }

  /** Parameters. */
  record Params(Map<String, String> values) implements Entry {
    /** Copies. */
    public Params {
      values = Map.copyOf(values);
    }
  }

  /** Tags. */
  record Tags(Map<String, String> values) implements Entry {
    /** Copies. */
    public Tags {
      values = Map.copyOf(values);
    }
  }

  /** Points of metrics. */
  record Metrics(List<Point> points) implements Entry {
    /** Copies. */
    public Metrics {
      points = List.copyOf(points);
    }
  }

  /** A metric's value. */
  record Point(String key, double value, long step, long millis) {
    static Point of(MetricPoint point) {
      return new Point(point.key(), point.value(), point.step(), point.time().toEpochMilli());
    }

    MetricPoint metric() {
      return new MetricPoint(key, value, step, Instant.ofEpochMilli(millis));
    }
  }

  /** A dataset. */
  record Input(DatasetInput dataset) implements Entry {}

  /**
   * A file.
   *
   * @param path within the run's artifacts
   * @param sha256 of its content, which {@link Attachments} keeps under that name
   */
  record Attachment(String path, String sha256) implements Entry {}

  /** A version of a registered model. */
  record Model(ModelVersion version) implements Entry {}

  /**
   * A change of how far the run is.
   *
   * @param status from now on
   * @param millis when it changed
   */
  record Status(RunStatus status, long millis) implements Entry {}
}
