package dev.graft.trainer.lerobot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.trainer.lerobot.DatasetInfo.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads demonstrations from a LeRobotDataset v3.0: of every episode the states and the actions. A
 * task's episodes are numbered in the order of the dataset.
 */
public final class LeRobotReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Robot robot;
  private final String stateFeature;
  private final String actionFeature;
  private final List<String> knownTasks;

  /**
   * A reader of one dataset.
   *
   * @param folder of the dataset
   * @param robot whose states and actions it must have, at its rate
   * @param stateFeature name of the feature that is the state
   * @param actionFeature name of the feature that is the action
   * @param knownTasks names that its tasks must be among
   */
  public LeRobotReader(
      Path folder,
      Robot robot,
      String stateFeature,
      String actionFeature,
      List<String> knownTasks) {
    this.folder = folder;
    this.robot = robot;
    this.stateFeature = stateFeature;
    this.actionFeature = actionFeature;
    this.knownTasks = List.copyOf(knownTasks);
  }

  /**
   * Reads all of it.
   *
   * @throws DatasetException when it is not there, of another version, damaged, of another robot or
   *     rate, or holds what cannot be learned from
   * @throws IOException when a file cannot be read
   */
  public TrajectoryDataset read() throws IOException {
    DatasetInfo info = info();
    requireRate(info);
    requireFeature(info, stateFeature, robot.state(), "stateFeature");
    requireFeature(info, actionFeature, robot.action(), "actionFeature");
    FrameTable frames =
        new FrameTable(
            new FrameTable.Columns(
                stateFeature, robot.state().size(), actionFeature, robot.action().size()),
            tasks());
    for (Path file : dataFiles()) {
      frames.read(file);
    }
    if (frames.rows() != info.totalFrames()) {
      throw new DatasetException(
          folder.resolve(DatasetInfo.FILE),
          "total_frames is %d, but the files in %s hold %d; copy the whole dataset again"
              .formatted(info.totalFrames(), folder.resolve(DatasetInfo.DATA), frames.rows()));
    }
    return frames.dataset(folder);
  }

  private DatasetInfo info() throws IOException {
    Path file = folder.resolve(DatasetInfo.FILE);
    if (!Files.exists(file)) {
      throw new DatasetException(
          folder,
          Files.isDirectory(folder)
              ? "has no " + DatasetInfo.FILE + "; give the folder of a LeRobotDataset v3.0"
              : "is not there; give the folder of a LeRobotDataset v3.0");
    }
    DatasetInfo info = parsed(file);
    if (!DatasetInfo.VERSION.equals(info.codebaseVersion())) {
      throw new DatasetException(
          file,
          "codebase_version is %s; %s is read: convert the dataset with the script convert_dataset_v21_to_v30 of the package lerobot"
              .formatted(info.codebaseVersion(), DatasetInfo.VERSION));
    }
    return info;
  }

  private static DatasetInfo parsed(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), DatasetInfo.class);
    } catch (JsonProcessingException e) {
      throw new DatasetException(
          file, "is not the description of a dataset: " + e.getOriginalMessage(), e);
    }
  }

  private void requireRate(DatasetInfo info) throws DatasetException {
    if (info.fps() != robot.framesPerSecond()) {
      throw new DatasetException(
          folder.resolve(DatasetInfo.FILE),
          "fps is %s; the simulator takes %d actions a second: record at that rate"
              .formatted(info.fps(), robot.framesPerSecond()));
    }
  }

  private void requireFeature(DatasetInfo info, String name, List<String> numbers, String setting)
      throws DatasetException {
    Map<String, Feature> features = Objects.requireNonNullElse(info.features(), Map.of());
    Feature feature = features.get(name);
    List<Integer> wanted = List.of(numbers.size());
    if (feature == null || !feature.shape().equals(wanted)) {
      throw new DatasetException(
          folder.resolve(DatasetInfo.FILE),
          "%s; %s numbers are needed (%s, ...): %s"
              .formatted(
                  feature == null
                      ? "has no feature '%s'".formatted(name)
                      : "feature '%s' has shape %s".formatted(name, feature.shape()),
                  numbers.size(),
                  String.join(", ", numbers.subList(0, Math.min(4, numbers.size()))),
                  remedy(features, wanted, setting)));
    }
  }

  private static String remedy(
      Map<String, Feature> features, List<Integer> wanted, String setting) {
    String fitting =
        features.entrySet().stream()
            .filter(entry -> entry.getValue().shape().equals(wanted))
            .map(Map.Entry::getKey)
            .sorted()
            .collect(Collectors.joining(" or "));
    return fitting.isEmpty()
        ? "record them"
        : "set demonstrations.dataset.%s to %s".formatted(setting, fitting);
  }

  /** The tasks' names, by number. */
  private Map<Long, String> tasks() throws IOException {
    Path file = folder.resolve(DatasetInfo.TASKS);
    if (!Files.exists(file)) {
      throw new DatasetException(file, "is not there; copy the whole dataset again");
    }
    Map<Long, String> tasks = new TreeMap<>();
    ParquetTable.read(file, row -> addTask(file, row, tasks));
    return tasks;
  }

  /** The name is the index of a pandas table, which may be called anything. */
  private void addTask(Path file, Map<String, Object> row, Map<Long, String> tasks)
      throws DatasetException {
    List<String> names =
        row.values().stream().filter(String.class::isInstance).map(String.class::cast).toList();
    if (names.size() != 1 || !(row.get("task_index") instanceof Number number)) {
      throw new DatasetException(
          file, "has the columns %s; a name and task_index are needed".formatted(row.keySet()));
    }
    String name = names.getFirst();
    if (!knownTasks.contains(name)) {
      throw new DatasetException(
          file,
          "has the task '%s', which the suite has not: name it as the suite does, such as %s"
              .formatted(name, knownTasks.getFirst()));
    }
    tasks.put(number.longValue(), name);
  }

  private List<Path> dataFiles() throws IOException {
    Path data = folder.resolve(DatasetInfo.DATA);
    List<Path> files = List.of();
    if (Files.isDirectory(data)) {
      try (Stream<Path> all = Files.walk(data)) {
        files = all.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
      }
    }
    if (files.isEmpty()) {
      throw new DatasetException(data, "has no Parquet file; copy the whole dataset again");
    }
    return files;
  }
}
