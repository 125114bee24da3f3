package dev.graft.trainer.evaluation;

import dev.graft.simulator.client.Goal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An episode under way in one environment. */
final class Episode {
  private final int position;
  private final Goal goal;
  private final List<float[]> actions = new ArrayList<>();
  private double rewardSum;
  private @Nullable Integer firstSuccess;
  private boolean solved;
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
    this.solved = solved;
    if (solved && firstSuccess == null) {
      firstSuccess = actions.size();
    }
  }

  boolean ended(EpisodeEnd end, int maxSteps) {
    return actions.size() >= maxSteps
        || switch (end) {
          case FIRST_SUCCESS -> solved;
          case LAST_STEP -> false;
        };
  }

  RecordedEpisode record(EpisodeEnd end) {
    Boolean solvedAtEnd =
        switch (end) {
          case FIRST_SUCCESS -> null;
          case LAST_STEP -> solved;
        };
    return new RecordedEpisode(
        new EpisodeOutcome(goal, firstSuccess, solvedAtEnd, actions.size(), rewardSum), actions);
  }
}
