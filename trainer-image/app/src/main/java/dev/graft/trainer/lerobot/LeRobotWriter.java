package dev.graft.trainer.lerobot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.tensor.AtomicFile;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.demonstration.EpisodeLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes demonstrations as a LeRobotDataset v3.0. Its episodes are the dataset's trajectories in
 * their order, its tasks are named as the suite names them.
 */
public final class LeRobotWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All of a dataset fits into one file of each table: a state takes some 200 bytes. */
  private static final String TABLE = "chunk-000/file-000.parquet";

  // What the format's own writer announces, for those who append to the dataset.
  private static final int CHUNK_FILES = 1000;
  private static final int DATA_MEGABYTES = 100;
  private static final int VIDEO_MEGABYTES = 200;

  /** What pandas needs to find the task's names again as the table's index. */
  private static final Map<String, String> PANDAS =
      Map.of(
          "pandas",
          """
          {"index_columns": ["task"], "column_indexes": [{"name": null, "field_name": null,
           "pandas_type": "unicode", "numpy_type": "object", "metadata": {"encoding": "UTF-8"}}],
           "columns": [
             {"name": "task_index", "field_name": "task_index", "pandas_type": "int64",
              "numpy_type": "int64", "metadata": null},
             {"name": "task", "field_name": "task", "pandas_type": "unicode",
              "numpy_type": "object", "metadata": null}],
           "creator": {"library": "graft", "version": "1"}, "pandas_version": "2.0.0"}
          """);

  private final TrajectoryDataset dataset;
  private final List<PlacedEpisode> episodes;
  private final Robot robot;
  private final List<Column> columns;

  private LeRobotWriter(TrajectoryDataset dataset, Optional<EpisodeLog> log, Robot robot) {
    this.dataset = dataset;
    this.episodes = PlacedEpisode.of(dataset, log);
    this.robot = robot;
    this.columns = Column.of(robot, dataset.stateDim(), dataset.actionDim(), log.isPresent());
  }

  /** A row of the tasks' table. */
  private record TaskRow(String task, long index) {}

  /**
   * Writes a dataset.
   *
   * @param folder that gets its files
   * @param log what is known of the episodes besides; empty: no rewards, successes and goals
   * @param robot that was driven
   * @throws IOException when a file cannot be written
   */
  public static void write(
      Path folder, TrajectoryDataset dataset, Optional<EpisodeLog> log, Robot robot)
      throws IOException {
    new LeRobotWriter(dataset, log, robot).write(folder);
  }

  private void write(Path folder) throws IOException {
    JsonFile.write(folder.resolve(DatasetInfo.FILE), info());
    AtomicFile.write(
        folder.resolve("meta/stats.json"),
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(FeatureStatistics.of(columns, frames())));
    writeTasks(folder.resolve(DatasetInfo.TASKS));
    ParquetTable.write(
        folder.resolve("meta/episodes").resolve(TABLE),
        EpisodeRow.class,
        EpisodeRow.model(columns),
        episodes.stream().map(this::row)::iterator);
    ParquetTable.write(
        folder.resolve(DatasetInfo.DATA).resolve(TABLE), Frame.class, model(), frames()::iterator);
  }

  private DatasetInfo info() {
    Map<String, DatasetInfo.Feature> features = new LinkedHashMap<>();
    columns.forEach(column -> features.put(column.name(), column.feature()));
    return new DatasetInfo(
        DatasetInfo.VERSION,
        robot.type(),
        episodes.size(),
        dataset.steps(),
        dataset.tasks().size(),
        CHUNK_FILES,
        DATA_MEGABYTES,
        VIDEO_MEGABYTES,
        robot.framesPerSecond(),
        Map.of("train", "0:" + episodes.size()),
        "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet",
        null,
        features);
  }

  private Stream<Frame> frames() {
    return episodes.stream().flatMap(PlacedEpisode::frames);
  }

  private EpisodeRow row(PlacedEpisode episode) {
    return new EpisodeRow(episode, FeatureStatistics.of(columns, episode.frames()));
  }

  private WriteRecordModelType<Frame> model() {
    WriteRecordModelType<Frame> model = FieldTypes.writeRecordModel(Frame.class);
    for (Column column : columns) {
      model = model.withField(column.name(), column.field(), column::value);
    }
    return model;
  }

  private void writeTasks(Path file) throws IOException {
    List<String> tasks = dataset.tasks();
    ParquetTable.write(
        file,
        TaskRow.class,
        FieldTypes.writeRecordModel(TaskRow.class)
            .withField("task_index", FieldTypes.LONG, TaskRow::index)
            .withField("task", FieldTypes.STRING, TaskRow::task),
        IntStream.range(0, tasks.size()).mapToObj(i -> new TaskRow(tasks.get(i), i))::iterator,
        PANDAS);
  }
}
