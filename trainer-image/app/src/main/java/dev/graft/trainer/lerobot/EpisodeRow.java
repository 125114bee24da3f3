package dev.graft.trainer.lerobot;

import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import dev.graft.trainer.demonstration.EpisodeLog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A row of the episodes' table. Its columns {@code graft/...}, which are not the format's, keep
 * which goal an episode had.
 *
 * @param episode in its place
 * @param statistics of its frames, by feature
 */
record EpisodeRow(PlacedEpisode episode, Map<String, FeatureStatistics> statistics) {
  private static final FieldType NUMBERS = FieldTypes.LIST.ofType(FieldTypes.DOUBLE);
  private static final FieldType COUNTS = FieldTypes.LIST.ofType(FieldTypes.LONG);

  /** The table's columns. */
  static WriteRecordModelType<EpisodeRow> model(List<Column> features) {
    WriteRecordModelType<EpisodeRow> model =
        FieldTypes.writeRecordModel(EpisodeRow.class)
            .withField("episode_index", FieldTypes.LONG, row -> (long) row.episode.number())
            .withField(
                "tasks",
                FieldTypes.LIST.ofType(FieldTypes.STRING),
                row -> List.of(row.episode.trajectory().task()))
            .withField("length", FieldTypes.LONG, row -> (long) row.length())
            .withField("data/chunk_index", FieldTypes.LONG, row -> 0L)
            .withField("data/file_index", FieldTypes.LONG, row -> 0L)
            .withField("dataset_from_index", FieldTypes.LONG, row -> row.episode.from())
            .withField(
                "dataset_to_index", FieldTypes.LONG, row -> row.episode.from() + row.length())
            .withField("meta/episodes/chunk_index", FieldTypes.LONG, row -> 0L)
            .withField("meta/episodes/file_index", FieldTypes.LONG, row -> 0L)
            .withField("graft/goal_seed", FieldTypes.LONG, goal(EpisodeLog.Goal::seed))
            .withField("graft/goal_index", FieldTypes.LONG, goal(goal -> (long) goal.index()))
            .withField("graft/goal_benchmark", FieldTypes.STRING, goal(EpisodeLog.Goal::benchmark));
    for (Column feature : features) {
      model = withStatistics(model, feature.name());
    }
    return model;
  }

  private static WriteRecordModelType<EpisodeRow> withStatistics(
      WriteRecordModelType<EpisodeRow> model, String feature) {
    String prefix = "stats/" + feature + "/";
    return model
        .withField(prefix + "min", NUMBERS, row -> row.of(feature).min())
        .withField(prefix + "max", NUMBERS, row -> row.of(feature).max())
        .withField(prefix + "mean", NUMBERS, row -> row.of(feature).mean())
        .withField(prefix + "std", NUMBERS, row -> row.of(feature).std())
        .withField(prefix + "count", COUNTS, row -> row.of(feature).count());
  }

  private FeatureStatistics of(String feature) {
    return Objects.requireNonNull(statistics.get(feature));
  }

  // Carpet writes null as an absent value.
  @SuppressWarnings("NullAway")
  private static Function<EpisodeRow, Object> goal(Function<EpisodeLog.Goal, Object> part) {
    return row -> {
      EpisodeLog.Episode log = row.episode.log();
      return log == null ? null : part.apply(log.goal());
    };
  }

  private int length() {
    return episode.trajectory().length();
  }
}
