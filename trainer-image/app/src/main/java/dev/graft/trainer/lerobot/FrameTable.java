package dev.graft.trainer.lerobot;

import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The frames of a dataset, gathered into episodes as its files are read. */
final class FrameTable {
  private final Columns columns;
  private final Map<Long, String> tasks;
  private final Map<Long, Recording> episodes = new TreeMap<>();
  private long rows;

  /**
   * Where a frame's numbers are.
   *
   * @param state name of the state's column
   * @param stateDim its numbers
   * @param action name of the action's column
   * @param actionDim its numbers
   */
  record Columns(String state, int stateDim, String action, int actionDim) {}

  /** Frames with these columns, of tasks by number. */
  FrameTable(Columns columns, Map<Long, String> tasks) {
    this.columns = columns;
    this.tasks = tasks;
  }

  /** Frames that were read. */
  long rows() {
    return rows;
  }

  /**
   * Adds the frames of a file.
   *
   * @throws DatasetException when a column is missing, or has a value that cannot be learned from
   */
  void read(Path file) throws IOException {
    ParquetTable.read(file, row -> add(new Row(file, rows++, row)));
  }

  private void add(Row row) throws DatasetException {
    long episode = row.whole("episode_index");
    long task = row.whole("task_index");
    String name = tasks.get(task);
    if (name == null) {
      throw row.wrong(
          "task_index", task, "%s lists none of that number".formatted(DatasetInfo.TASKS));
    }
    Recording recording = episodes.computeIfAbsent(episode, number -> new Recording(name, columns));
    if (!recording.task.equals(name)) {
      throw row.wrong(
          "task_index", task, "episode %d began as '%s'".formatted(episode, recording.task));
    }
    long frame = row.whole("frame_index");
    if (recording.states.containsKey(frame)) {
      throw row.wrong(
          "frame_index",
          frame,
          "episode %d has that frame already; record it again".formatted(episode));
    }
    recording.states.put(frame, row.numbers(columns.state(), columns.stateDim()));
    recording.actions.put(frame, row.numbers(columns.action(), columns.actionDim()));
  }

  /**
   * All episodes.
   *
   * @throws DatasetException when there is none, or one lacks a frame
   */
  TrajectoryDataset dataset(Path folder) throws DatasetException {
    Map<String, Integer> counts = new HashMap<>();
    List<Trajectory> trajectories = new ArrayList<>();
    for (Map.Entry<Long, Recording> entry : episodes.entrySet()) {
      Recording recording = entry.getValue();
      int number = counts.merge(recording.task, 1, Integer::sum) - 1;
      trajectories.add(recording.trajectory(folder, entry.getKey(), number));
    }
    if (trajectories.isEmpty()) {
      throw new DatasetException(folder, "has no episode; record some");
    }
    return new TrajectoryDataset(trajectories);
  }

  /** The frames of an episode, in whatever order they come. */
  private static final class Recording {
    private final String task;
    private final Columns columns;
    private final Map<Long, float[]> states = new TreeMap<>();
    private final Map<Long, float[]> actions = new TreeMap<>();

    private Recording(String task, Columns columns) {
      this.task = task;
      this.columns = columns;
    }

    private Trajectory trajectory(Path folder, long episode, int number) throws DatasetException {
      for (long frame = 0; frame < states.size(); frame++) {
        if (!states.containsKey(frame)) {
          throw new DatasetException(
              folder.resolve(DatasetInfo.DATA),
              "episode_index %d has %d frames, but none with frame_index %d; record it again"
                  .formatted(episode, states.size(), frame));
        }
      }
      return new Trajectory(
          task,
          number,
          joined(states, columns.stateDim()),
          joined(actions, columns.actionDim()),
          states.size());
    }

    private static float[] joined(Map<Long, float[]> rows, int width) {
      float[] joined = new float[rows.size() * width];
      rows.forEach(
          (frame, row) -> System.arraycopy(row, 0, joined, frame.intValue() * width, width));
      return joined;
    }
  }

  /** One row of a file; says what is wrong with its values. */
  private record Row(Path file, long index, Map<String, Object> values) {
    long whole(String column) throws DatasetException {
      if (value(column) instanceof Number number) {
        return number.longValue();
      }
      throw wrong(column, value(column), "a whole number is needed");
    }

    float[] numbers(String column, int width) throws DatasetException {
      if (!(value(column) instanceof List<?> list) || list.size() != width) {
        throw wrong(column, value(column), "a list of %d numbers is needed".formatted(width));
      }
      float[] numbers = new float[width];
      for (int i = 0; i < width; i++) {
        numbers[i] = list.get(i) instanceof Number number ? number.floatValue() : Float.NaN;
        if (!Float.isFinite(numbers[i])) {
          throw wrong(
              column,
              list.get(i),
              "which is entry %d; finite numbers are needed: leave the episode out".formatted(i));
        }
      }
      return numbers;
    }

    private @Nullable Object value(String column) throws DatasetException {
      if (!values.containsKey(column)) {
        throw new DatasetException(
            file,
            "has no column '%s' (there are %s); copy the whole dataset again"
                .formatted(column, values.keySet()));
      }
      return values.get(column);
    }

    DatasetException wrong(String column, @Nullable Object value, String problem) {
      return new DatasetException(
          file, "column '%s' of row %d is %s: %s".formatted(column, index, value, problem));
    }
  }
}
