package dev.graft.trainer.lerobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.MetaWorldTasks;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.trainer.python.LauncherPython;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others read and write: pyarrow and pandas, and the package lerobot where it is. */
class LeRobotIT {
  private static final String SCRIPT = "src/test/python/read_lerobot.py";
  private static final TrajectoryDataset DATASET = LeRobotSample.dataset();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    LeRobotWriter.write(folder, DATASET, Optional.of(LeRobotSample.log()), LeRobotSample.ROBOT);
  }

  @Test
  void pyarrowReadsEveryFrameAsItWasWritten() throws IOException, InterruptedException {
    JsonNode frames = read().path("frames");

    int index = 0;
    for (int episode = 0; episode < 3; episode++) {
      Trajectory trajectory = DATASET.trajectories().get(episode);
      for (int step = 0; step < trajectory.length(); step++) {
        JsonNode frame = frames.get(index);
        for (int i = 0; i < 39; i++) {
          assertThat(frame.path("observation.state").path(i).floatValue())
              .isEqualTo(trajectory.states()[step * 39 + i]);
        }
        for (int i = 0; i < 4; i++) {
          assertThat(frame.path("action").path(i).floatValue())
              .isEqualTo(trajectory.actions()[step * 4 + i]);
        }
        assertThat(frame.path("next.reward").floatValue()).isEqualTo(step / 3f);
        boolean last = step == trajectory.length() - 1;
        assertThat(frame.path("next.success").booleanValue()).isEqualTo(last);
        assertThat(frame.path("next.done").booleanValue()).isEqualTo(last);
        assertThat(frame.path("timestamp").floatValue()).isEqualTo(step / 80f);
        assertThat(frame.path("frame_index").intValue()).isEqualTo(step);
        assertThat(frame.path("episode_index").intValue()).isEqualTo(episode);
        assertThat(frame.path("index").intValue()).isEqualTo(index++);
        assertThat(frame.path("task_index").intValue()).isEqualTo(episode == 0 ? 0 : 1);
      }
    }
    assertThat(frames).hasSize(index);
  }

  @Test
  void pandasFindsTasksByNameAndEpisodesWithTheirGoals() throws IOException, InterruptedException {
    JsonNode read = read();

    assertThat(read.path("tasks")).isEqualTo(json("{'push-v3': 0, 'reach-v3': 1}"));
    JsonNode last = read.path("episodes").path(2);
    assertThat(last.path("tasks")).isEqualTo(json("['reach-v3']"));
    assertThat(last.path("length").intValue()).isEqualTo(4);
    assertThat(last.path("dataset_from_index").intValue()).isEqualTo(5);
    assertThat(last.path("dataset_to_index").intValue()).isEqualTo(9);
    assertThat(last.path("data/chunk_index").isIntegralNumber()).isTrue();
    assertThat(last.path("graft/goal_seed").longValue()).isEqualTo(7_000_000_000L);
    assertThat(last.path("graft/goal_index").intValue()).isEqualTo(11);
    assertThat(last.path("graft/goal_benchmark").textValue()).isEqualTo("ML1-train");
    assertThat(last.path("stats/frame_index/max").path(0).doubleValue()).isEqualTo(3);
    assertThat(last.path("stats/frame_index/count").path(0).intValue()).isEqualTo(4);
  }

  @Test
  void statisticsAreThoseOfTheFrames() throws IOException, InterruptedException {
    JsonNode read = read();

    JsonNode state = read.path("stats").path("observation.state");
    double sum = 0;
    double squares = 0;
    double max = Double.NEGATIVE_INFINITY;
    for (JsonNode frame : read.path("frames")) {
      double value = frame.path("observation.state").path(5).doubleValue();
      sum += value;
      squares += value * value;
      max = Math.max(max, value);
    }
    double mean = sum / 9;
    assertThat(state.path("mean").path(5).doubleValue()).isCloseTo(mean, within(1e-12));
    assertThat(state.path("std").path(5).doubleValue())
        .isCloseTo(Math.sqrt(squares / 9 - mean * mean), within(1e-12));
    assertThat(state.path("max").path(5).doubleValue()).isEqualTo(max);
    assertThat(state.path("count")).isEqualTo(json("[9]"));
    assertThat(read.path("stats").path("next.done").path("mean").path(0).doubleValue())
        .isCloseTo(3 / 9.0, within(1e-12));
  }

  @Test
  void theDescriptionNamesEveryColumnWithItsType() throws IOException, InterruptedException {
    JsonNode read = read();

    JsonNode info = read.path("info");
    assertThat(info.path("codebase_version").textValue()).isEqualTo("v3.0");
    assertThat(info.path("fps").intValue()).isEqualTo(80);
    assertThat(info.path("total_frames").intValue()).isEqualTo(9);
    assertThat(info.path("splits")).isEqualTo(json("{'train': '0:3'}"));
    assertThat(info.path("features").path("observation.state").path("names")).hasSize(39);
    assertThat(info.path("features").properties())
        .allSatisfy(
            feature ->
                assertThat(read.path("types").path(feature.getKey()).textValue())
                    .contains(
                        switch (feature.getValue().path("dtype").textValue()) {
                          case "float32" -> "float";
                          case "int64" -> "int64";
                          default -> "bool";
                        }));
    assertThat(read.path("types")).hasSameSizeAs(info.path("features"));
  }

  @Test
  void whatPyarrowAndPandasWriteIsReadAlike() throws IOException, InterruptedException {
    LauncherPython.output(
        List.of(
            LauncherPython.withMlflow(), "src/test/python/rewrite_lerobot.py", folder.toString()));

    TrajectoryDataset read =
        new LeRobotReader(
                folder, LeRobotSample.ROBOT, "observation.state", "action", MetaWorldTasks.NAMES)
            .read();

    assertThat(folder.resolve("data/chunk-000/file-002.parquet")).exists();
    assertThat(read.digest()).isEqualTo(DATASET.digest());
  }

  @Test
  void lerobotLoadsIt() throws IOException, InterruptedException {
    String python = System.getenv("GRAFT_ORACLE_PYTHON");
    assumeTrue(python != null, "skipped: GRAFT_ORACLE_PYTHON names no Python with lerobot");
    boolean installed = new ProcessBuilder(python, "-c", "import lerobot").start().waitFor() == 0;
    assumeTrue(installed, "skipped: that Python lacks lerobot");

    JsonNode read = read(python, "loader");

    assertThat(read.path("episodes").intValue()).isEqualTo(3);
    assertThat(read.path("fps").doubleValue()).isEqualTo(80);
    assertThat(read.path("frames")).hasSize(9);
    JsonNode frame = read.path("frames").path(5);
    assertThat(frame.path("task").textValue()).isEqualTo("reach-v3");
    assertThat(frame.path("observation.state").path(2).floatValue())
        .isEqualTo(DATASET.trajectories().get(2).states()[2]);
    assertThat(read.path("stateMean")).hasSize(39);
  }

  private JsonNode read() throws IOException, InterruptedException {
    return read(LauncherPython.withMlflow(), "files");
  }

  private JsonNode read(String python, String how) throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(LauncherPython.output(List.of(python, SCRIPT, folder.toString(), how)));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
