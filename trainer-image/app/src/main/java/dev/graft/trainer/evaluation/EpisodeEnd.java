package dev.graft.trainer.evaluation;

import dev.graft.api.Evaluation;

/** When an episode is over. */
public enum EpisodeEnd {
  /** At its first success, or its last step. */
  FIRST_SUCCESS,
  /** At its last step: only then is it known whether a solved task stayed solved. */
  LAST_STEP;

  /** What an evaluation asks for. */
  public static EpisodeEnd of(Evaluation evaluation) {
    return evaluation.stopAtSuccess() ? FIRST_SUCCESS : LAST_STEP;
  }
}
