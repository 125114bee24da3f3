package dev.graft.trainer.demonstration;

import dev.graft.api.Demonstrations;
import dev.graft.api.MetaWorldTasks;
import dev.graft.api.Suite;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.trainer.lerobot.LeRobotReader;
import dev.graft.trainer.lerobot.Robot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A person's own demonstrations of a suite's tasks.
 *
 * @param suite that has the tasks
 * @param format of the files
 * @param folder of the dataset
 * @param stateFeature which feature is the state
 * @param actionFeature which feature is the action
 */
public record RecordedDemonstrations(
    Suite suite,
    Demonstrations.Format format,
    Path folder,
    String stateFeature,
    String actionFeature) {

  /**
   * Reads all of them.
   *
   * @throws dev.graft.trainer.lerobot.DatasetException when they cannot be learned from
   * @throws IOException when a file cannot be read
   */
  public TrajectoryDataset read() throws IOException {
    return switch (format) {
      case LeRobot ->
          new LeRobotReader(folder, Robot.of(suite), stateFeature, actionFeature, tasks()).read();
    };
  }

  private List<String> tasks() {
    return switch (suite) {
      case MetaWorld -> MetaWorldTasks.NAMES;
    };
  }
}
