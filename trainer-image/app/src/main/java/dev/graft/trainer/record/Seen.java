package dev.graft.trainer.record;

import dev.graft.trainer.mlflow.DatasetInput;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.record.Entry.Attachment;
import dev.graft.trainer.record.Entry.Input;
import dev.graft.trainer.record.Entry.Metrics;
import dev.graft.trainer.record.Entry.Model;
import dev.graft.trainer.record.Entry.Opening;
import dev.graft.trainer.record.Entry.Params;
import dev.graft.trainer.record.Entry.Point;
import dev.graft.trainer.record.Entry.Status;
import dev.graft.trainer.record.Entry.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a journal holds already. A stage that continues after its process was killed makes some of
 * its records again, with another time, and these must not be recorded twice: a point is known by
 * its metric and step, a parameter by its name, a file by its path and content.
 */
final class Seen {
  private final Map<String, String> params = new HashMap<>();
  private final Map<String, String> tags = new HashMap<>();
  private final Set<PointKey> points = new HashSet<>();
  private final Set<DatasetInput> inputs = new HashSet<>();
  private final Map<String, String> files = new HashMap<>();
  private final Set<ModelVersion> models = new HashSet<>();
  private Optional<RunStatus> status = Optional.empty();

  private record PointKey(String metric, long step) {
    static PointKey of(Point point) {
      return new PointKey(point.key(), point.step());
    }
  }

  /** How far the run is, as last recorded. */
  Optional<RunStatus> status() {
    return status;
  }

  /** What of an entry is new; empty when nothing is. */
  Optional<Entry> news(Entry entry) {
    return switch (entry) {
      case Opening opening -> Optional.of(opening);
      case Params given ->
          part(given.values(), value -> !params.containsKey(value.getKey())).map(Params::new);
      case Tags given ->
          part(given.values(), value -> !value.getValue().equals(tags.get(value.getKey())))
              .map(Tags::new);
      case Metrics given -> news(given);
      case Input input -> Optional.<Entry>of(input).filter(i -> !inputs.contains(input.dataset()));
      case Attachment file ->
          Optional.<Entry>of(file).filter(f -> !file.sha256().equals(files.get(file.path())));
      case Model model -> Optional.<Entry>of(model).filter(m -> !models.contains(model.version()));
      case Status given ->
          Optional.<Entry>of(given).filter(s -> !status.equals(Optional.of(given.status())));
    };
  }

  private Optional<Entry> news(Metrics given) {
    List<Point> fresh =
        given.points().stream().filter(point -> !points.contains(PointKey.of(point))).toList();
    return fresh.isEmpty() ? Optional.empty() : Optional.of(new Metrics(fresh));
  }

  private static Optional<Map<String, String>> part(
      Map<String, String> values, Predicate<Map.Entry<String, String>> wanted) {
    Map<String, String> part =
        values.entrySet().stream()
            .filter(wanted)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Optional.of(part).filter(some -> !some.isEmpty());
  }

  /** Remembers an entry that the journal now holds. */
  void add(Entry entry) {
    switch (entry) {
      case Opening opening -> tags.putAll(opening.tags());
      case Params given -> given.values().forEach(params::putIfAbsent);
      case Tags given -> tags.putAll(given.values());
      case Metrics given -> given.points().forEach(point -> points.add(PointKey.of(point)));
      case Input input -> inputs.add(input.dataset());
      case Attachment file -> files.put(file.path(), file.sha256());
      case Model model -> models.add(model.version());
      case Status given -> status = Optional.of(given.status());
    }
  }
}
