package dev.graft.trainer.evaluation;

import dev.graft.simulator.client.Goal;
import java.util.ArrayList;
import java.util.List;

/** An episode under way in one environment. */
final class Episode {
  private final int position;
  private final Goal goal;
  private final List<float[]> actions = new ArrayList<>();
  private double rewardSum;
  private boolean success;
  private float[] state;

  /** The episode of the goal at {@code position}, about to act at its first state. */
  Episode(int position, Goal goal, float[] firstState) {
    this.position = position;
    this.goal = goal;
    this.state = firstState;
  }

  int position() {
    return position;
  }

  float[] state() {
    return state;
  }

  void advance(float[] action, float[] nextState, float reward, boolean solved) {
    actions.add(action);
    state = nextState;
    rewardSum += reward;
    success = solved;
  }

  /** It ends with its first success: nothing after it changes the outcome. */
  boolean ended(int maxSteps) {
    return success || actions.size() >= maxSteps;
  }

  RecordedEpisode record() {
    return new RecordedEpisode(
        new EpisodeOutcome(goal, success, actions.size(), rewardSum), actions);
  }
}
