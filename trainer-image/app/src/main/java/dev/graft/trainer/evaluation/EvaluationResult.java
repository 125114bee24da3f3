package dev.graft.trainer.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.graft.trainer.statistics.PairedComparison;
import dev.graft.trainer.statistics.SuccessRate;
import java.util.List;

/**
 * What came of all episodes.
 *
 * @param episodes in the order of their goals, at least one
 */
public record EvaluationResult(List<EpisodeOutcome> episodes) {
  /** Copies the episodes. */
  public EvaluationResult {
    episodes = List.copyOf(episodes);
    if (episodes.isEmpty()) {
      throw new IllegalArgumentException("no episodes: an evaluation needs at least one");
    }
  }

  /** Episodes with a success at some step, among all. */
  @JsonIgnore
  public SuccessRate successRate() {
    int successes = (int) episodes.stream().filter(EpisodeOutcome::success).count();
    return new SuccessRate(successes, episodes.size());
  }

  /** The mean number of steps of the episodes. */
  @JsonIgnore
  public double meanSteps() {
    return episodes.stream().mapToInt(EpisodeOutcome::steps).average().orElseThrow();
  }

  /**
   * This policy against another one.
   *
   * @throws IllegalArgumentException when the goals differ
   */
  public PairedComparison against(EvaluationResult other) {
    if (!goals().equals(other.goals())) {
      throw new IllegalArgumentException(
          "the evaluations have different goals: only the same goals can be compared in pairs");
    }
    return PairedComparison.of(successes(), other.successes());
  }

  private List<dev.graft.simulator.client.Goal> goals() {
    return episodes.stream().map(EpisodeOutcome::goal).toList();
  }

  private List<Boolean> successes() {
    return episodes.stream().map(EpisodeOutcome::success).toList();
  }
}
