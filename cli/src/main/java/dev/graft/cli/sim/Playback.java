package dev.graft.cli.sim;

import dev.graft.suites.Environment;
import java.util.Arrays;

/**
 * What a replay saw and did, in full precision.
 *
 * @param observations {@code [steps + 1, observation size]}, the first that of the reset
 * @param rewards one for each step
 * @param successes one for each step
 * @param actions {@code [steps, action size]}, as given or as the policy chose them
 */
@SuppressWarnings("ArrayRecordComponent") // written to a file, never compared
record Playback(
    double[][] observations, double[] rewards, boolean[] successes, double[][] actions) {

  /**
   * Plays an episode.
   *
   * @param environment of the input's task, in any state
   * @throws IllegalArgumentException when {@code randVec} does not fit the task
   */
  static Playback of(ReplayInput input, TaskLookup task, Environment environment) {
    int steps = input.length();
    Playback playback =
        new Playback(
            new double[steps + 1][], new double[steps], new boolean[steps], new double[steps][]);
    environment.reset(input.randVec());
    playback.observations[0] = see(input, task, environment);
    for (int step = 0; step < steps; step++) {
      playback.play(step, input, task, environment);
    }
    return playback;
  }

  private void play(int step, ReplayInput input, TaskLookup task, Environment environment) {
    double[][] given = input.actions();
    if (given == null) {
      actions[step] = new double[task.info().actionSize()];
      environment.scriptedAction(observations[step], actions[step]);
    } else {
      actions[step] = given[step];
    }
    environment.step(toFloats(actions[step]));
    observations[step + 1] = see(input, task, environment);
    rewards[step] = environment.reward();
    successes[step] = environment.success();
  }

  /** A copy, since the environment's own changes with the next step. */
  private static double[] see(ReplayInput input, TaskLookup task, Environment environment) {
    double[] seen = environment.observation().clone();
    if (!input.goalVisible()) {
      int goal = task.info().goalOffset();
      Arrays.fill(seen, goal, goal + task.info().goalSize(), 0);
    }
    return seen;
  }

  private static float[] toFloats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }
}
