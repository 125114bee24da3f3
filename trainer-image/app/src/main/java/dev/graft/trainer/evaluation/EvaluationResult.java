package dev.graft.trainer.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.graft.trainer.statistics.PairedComparison;
import dev.graft.trainer.statistics.SuccessRate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

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
    return rate(EpisodeOutcome::success);
  }

  /** Episodes solved at their last step, among all; empty where they ended at their success. */
  @JsonIgnore
  public Optional<SuccessRate> lastStepRate() {
    return episodes.stream().anyMatch(episode -> episode.solvedAtEnd() == null)
        ? Optional.empty()
        : Optional.of(rate(episode -> Objects.requireNonNull(episode.solvedAtEnd())));
  }

  private SuccessRate rate(Predicate<EpisodeOutcome> solved) {
    return new SuccessRate((int) episodes.stream().filter(solved).count(), episodes.size());
  }

  /** The mean number of steps until the first success; of a failed episode, all of them. */
  @JsonIgnore
  public double meanSteps() {
    return episodes.stream().mapToInt(EpisodeOutcome::stepsUntilSuccess).average().orElseThrow();
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
