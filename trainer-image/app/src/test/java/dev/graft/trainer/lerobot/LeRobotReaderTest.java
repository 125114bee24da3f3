package dev.graft.trainer.lerobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jerolba.carpet.model.FieldTypes;
import dev.graft.api.MetaWorldTasks;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.trainer.ExitCode;
import dev.graft.trainer.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeRobotReaderTest {
  private static final TrajectoryDataset DATASET = LeRobotSample.dataset();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    LeRobotWriter.write(folder, DATASET, Optional.of(LeRobotSample.log()), LeRobotSample.ROBOT);
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    assertThat(reader().read().digest()).isEqualTo(DATASET.digest());
  }

  @Test
  void readsBackDemonstrationsOfWhichNoMoreIsKnown() throws IOException {
    Path other = folder.resolve("other");
    LeRobotWriter.write(other, DATASET, Optional.empty(), LeRobotSample.ROBOT);

    assertThat(reader(other).read().digest()).isEqualTo(DATASET.digest());
  }

  @Test
  void takesFramesInAnyOrderAndOfSeveralFiles() throws IOException {
    List<Sample> frames = new ArrayList<>(frames());
    Collections.reverse(frames);
    data(frames.subList(0, 4));
    Files.move(dataFile(), dataFile().resolveSibling("file-001.parquet"));
    data(frames.subList(4, frames.size()));

    assertThat(reader().read().digest()).isEqualTo(DATASET.digest());
  }

  @Test
  void saysThatNoDatasetIsThere() throws IOException {
    assertRefused(
        () -> reader(folder.resolve("missing")).read(),
        folder.resolve("missing") + ": is not there; give the folder of a LeRobotDataset v3.0");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(() -> reader(empty).read(), empty + ": has no meta/info.json; give the folder");
  }

  @Test
  void refusesAnotherVersionAndSaysHowToConvertIt() throws IOException {
    edit("\"v3.0\"", "\"v2.1\"");

    assertRefused(
        reader()::read, "meta/info.json: codebase_version is v2.1", "convert_dataset_v21_to_v30");
  }

  @Test
  void refusesAnotherRate() throws IOException {
    edit("\"fps\" : 80.0", "\"fps\" : 30");

    assertRefused(reader()::read, "fps is 30.0", "80 actions a second");
  }

  @Test
  void refusesAFeatureThatIsMissingOrOfAnotherWidthAndNamesOneThatFits() {
    assertRefused(
        reader("observation.environment_state", "action")::read,
        "has no feature 'observation.environment_state'; 39 numbers are needed (hand_x, hand_y,",
        "set demonstrations.dataset.stateFeature to observation.state");
    assertRefused(
        reader("observation.state", "observation.state")::read,
        "feature 'observation.state' has shape [39]; 4 numbers are needed (x, y, z, gripper, ...)",
        "set demonstrations.dataset.actionFeature to action");
    assertRefused(reader("action", "action")::read, "stateFeature to observation.state");
  }

  @Test
  void refusesATaskThatTheSuiteHasNot() throws IOException {
    List<String> others = List.of("door-open-v3", "reach-v3");
    LeRobotReader reader =
        new LeRobotReader(folder, LeRobotSample.ROBOT, "observation.state", "action", others);

    assertRefused(
        reader::read, "meta/tasks.parquet: has the task 'push-v3'", "such as door-open-v3");
  }

  @Test
  void refusesAnEntryThatIsNotFiniteAndNamesFileColumnRowAndEntry() throws IOException {
    List<Sample> frames = frames();
    List<Float> action = new ArrayList<>(frames.get(3).action());
    action.set(2, Float.NaN);
    frames.set(3, frames.get(3).with(action));
    data(frames);

    assertRefused(
        reader()::read,
        dataFile() + ": column 'action' of row 3 is NaN: which is entry 2; finite numbers");
  }

  @Test
  void refusesAListOfAnotherLength() throws IOException {
    List<Sample> frames = frames();
    frames.set(3, frames.get(3).with(List.of(1f)));
    data(frames);

    assertRefused(reader()::read, "column 'action' of row 3 is [1.0]: a list of 4 numbers");
  }

  @Test
  void refusesAColumnThatIsNotInTheFile() throws IOException {
    Files.delete(dataFile());
    ParquetTable.write(
        dataFile(),
        Sample.class,
        FieldTypes.writeRecordModel(Sample.class)
            .withField("episode_index", FieldTypes.LONG, Sample::episode)
            .withField("task_index", FieldTypes.LONG, Sample::task)
            .withField("frame_index", FieldTypes.LONG, Sample::frame),
        frames());

    assertRefused(reader()::read, dataFile() + ": has no column 'observation.state' (there are");
  }

  @Test
  void refusesAnEpisodeWithAGapAndAFileThatIsMissing() throws IOException {
    List<Sample> frames = frames();
    frames.remove(8);
    data(frames);
    assertRefused(reader()::read, "total_frames is 9, but the files in", "hold 8");

    frames.add(frames.getLast());
    data(frames);
    assertRefused(reader()::read, "column 'frame_index' of row 8 is 2: episode 2 has that frame");

    frames = frames();
    Sample second = frames.get(6);
    frames.set(6, new Sample(second.episode(), second.task(), 9, second.state(), second.action()));
    data(frames);
    assertRefused(
        reader()::read, "episode_index 2 has 4 frames, but none with frame_index 1; record it");
  }

  @Test
  void refusesATaskNumberThatIsNotListed() throws IOException {
    List<Sample> frames = frames();
    Sample last = frames.removeLast();
    frames.add(new Sample(last.episode(), 7, last.frame(), last.state(), last.action()));
    data(frames);

    assertRefused(reader()::read, "column 'task_index' of row 8 is 7: meta/tasks.parquet lists");
  }

  @Test
  void refusesADamagedOrMissingFile() throws IOException {
    byte[] whole = Files.readAllBytes(dataFile());
    Files.write(dataFile(), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertRefused(reader()::read, dataFile() + ": is no Parquet file, or a damaged one");

    Folders.delete(folder.resolve("data"));
    assertRefused(reader()::read, folder.resolve("data") + ": has no Parquet file");

    Files.delete(folder.resolve("meta/tasks.parquet"));
    assertRefused(reader()::read, "meta/tasks.parquet: is not there");
  }

  private static void assertRefused(ThrowingCallable reading, String... words) {
    assertThatThrownBy(reading)
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll(words)
        .extracting(ExitCode::of)
        .isEqualTo(ExitCode.Configuration);
  }

  private LeRobotReader reader() {
    return reader(folder);
  }

  private static LeRobotReader reader(Path folder) {
    return new LeRobotReader(
        folder, LeRobotSample.ROBOT, "observation.state", "action", MetaWorldTasks.NAMES);
  }

  private LeRobotReader reader(String state, String action) {
    return new LeRobotReader(folder, LeRobotSample.ROBOT, state, action, MetaWorldTasks.NAMES);
  }

  private void edit(String found, String replacement) throws IOException {
    Path file = folder.resolve(DatasetInfo.FILE);
    String before = Files.readString(file);
    String after = before.replace(found, replacement);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  private Path dataFile() {
    return folder.resolve("data/chunk-000/file-000.parquet");
  }

  /** A row of a person's file. */
  private record Sample(
      long episode, long task, long frame, List<Float> state, List<Float> action) {
    Sample with(List<Float> other) {
      return new Sample(episode, task, frame, state, other);
    }
  }

  private static List<Sample> frames() {
    List<Sample> frames = new ArrayList<>();
    for (int episode = 0; episode < 3; episode++) {
      Trajectory trajectory = DATASET.trajectories().get(episode);
      for (int step = 0; step < trajectory.length(); step++) {
        frames.add(
            new Sample(
                episode,
                episode == 0 ? 0 : 1,
                step,
                row(trajectory.states(), step, 39),
                row(trajectory.actions(), step, 4)));
      }
    }
    return frames;
  }

  private static List<Float> row(float[] values, int step, int width) {
    List<Float> row = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      row.add(values[step * width + i]);
    }
    return row;
  }

  private void data(List<Sample> frames) throws IOException {
    Files.deleteIfExists(dataFile());
    ParquetTable.write(
        dataFile(),
        Sample.class,
        FieldTypes.writeRecordModel(Sample.class)
            .withField("observation.state", FieldTypes.LIST.ofType(FieldTypes.FLOAT), Sample::state)
            .withField("action", FieldTypes.LIST.ofType(FieldTypes.FLOAT), Sample::action)
            .withField("episode_index", FieldTypes.LONG, Sample::episode)
            .withField("task_index", FieldTypes.LONG, Sample::task)
            .withField("frame_index", FieldTypes.LONG, Sample::frame),
        frames);
  }
}
