package dev.graft.trainer.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An episode with what was done in it, enough to replay it.
 *
 * @param outcome what came of it
 * @param actions one for each step
 */
public record RecordedEpisode(EpisodeOutcome outcome, List<float[]> actions) {
  /** Copies the list. */
  public RecordedEpisode {
    actions = List.copyOf(actions);
  }

  /** What was done until the task was solved first; everything, where it never was. */
  public List<float[]> actionsUntilSuccess() {
    return actions.subList(0, outcome.stepsUntilSuccess());
  }

  /** The result of all episodes, without their actions. */
  public static EvaluationResult result(List<RecordedEpisode> episodes) {
    return new EvaluationResult(episodes.stream().map(RecordedEpisode::outcome).toList());
  }

  /** The one to be filmed: the first that succeeded, or else the first. */
  public static RecordedEpisode mostTelling(List<RecordedEpisode> episodes) {
    return episodes.stream()
        .min(Comparator.comparing(episode -> !episode.outcome().success()))
        .orElseThrow();
  }

  /** The first that failed, to be filmed beside one that succeeded; empty where none did. */
  public static Optional<RecordedEpisode> failure(List<RecordedEpisode> episodes) {
    boolean solved = episodes.stream().anyMatch(episode -> episode.outcome().success());
    return episodes.stream().filter(episode -> solved && !episode.outcome().success()).findFirst();
  }
}
