package dev.graft.trainer.lerobot;

import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.trainer.demonstration.EpisodeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An episode in its place in a dataset.
 *
 * @param number of the episode in the dataset
 * @param task number of its task
 * @param from index of its first frame
 * @param trajectory its steps
 * @param log what else is known of it; absent: nothing
 */
record PlacedEpisode(
    int number, int task, long from, Trajectory trajectory, EpisodeLog.@Nullable Episode log) {

  /** All episodes, in the dataset's order. */
  static List<PlacedEpisode> of(TrajectoryDataset dataset, Optional<EpisodeLog> log) {
    List<String> tasks = dataset.tasks();
    Map<EpisodeLog.Name, EpisodeLog.Episode> known = log.map(EpisodeLog::byName).orElseGet(Map::of);
    List<PlacedEpisode> episodes = new ArrayList<>();
    long from = 0;
    for (Trajectory trajectory : dataset.trajectories()) {
      episodes.add(
          new PlacedEpisode(
              episodes.size(),
              tasks.indexOf(trajectory.task()),
              from,
              trajectory,
              known.get(EpisodeLog.Name.of(trajectory))));
      from += trajectory.length();
    }
    return episodes;
  }

  /** Its steps. */
  Stream<Frame> frames() {
    return IntStream.range(0, trajectory.length()).mapToObj(step -> new Frame(this, step));
  }
}
