package dev.graft.trainer.lerobot;

import dev.graft.api.Suite;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.trainer.demonstration.EpisodeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up demonstrations of two tasks. */
final class LeRobotSample {
  static final Robot ROBOT = Robot.of(Suite.MetaWorld);

  private LeRobotSample() {}

  /** Two episodes of three and four steps of {@code reach-v3}, then one of {@code push-v3}. */
  static TrajectoryDataset dataset() {
    SplittableRandom random = new SplittableRandom(1);
    return new TrajectoryDataset(
        List.of(
            trajectory("reach-v3", 0, 3, random),
            trajectory("reach-v3", 1, 4, random),
            trajectory("push-v3", 0, 2, random)));
  }

  private static Trajectory trajectory(
      String task, int episode, int length, SplittableRandom random) {
    return new Trajectory(
        task, episode, numbers(length * 39, random), numbers(length * 4, random), length);
  }

  private static float[] numbers(int count, SplittableRandom random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return numbers;
  }

  /** Their goals and rewards. */
  static EpisodeLog log() {
    List<EpisodeLog.Episode> episodes = new ArrayList<>();
    for (Trajectory trajectory : dataset().trajectories()) {
      float[] rewards = new float[trajectory.length()];
      for (int i = 0; i < rewards.length; i++) {
        rewards[i] = i / 3f;
      }
      episodes.add(
          new EpisodeLog.Episode(
              trajectory.task(),
              trajectory.episode(),
              new EpisodeLog.Goal(7_000_000_000L, 10 + trajectory.episode(), "ML1-train"),
              rewards,
              true));
    }
    return EpisodeLog.of(episodes);
  }
}
