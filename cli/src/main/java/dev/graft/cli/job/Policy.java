package dev.graft.cli.job;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BestEpoch;
import java.util.Optional;
import java.util.function.Function;

/** What a run has evaluated on its goals, in the order of tables. */
public enum Policy {
  /** Actions drawn at random. */
  RANDOM("random actions", run -> Optional.of(run.references().random())),
  /** The backbone alone, the goal hidden from it. */
  ZERO_SHOT_MASKED("zero-shot, goal masked", run -> Optional.of(run.zeroShotMasked())),
  /** The backbone alone. */
  ZERO_SHOT_VISIBLE("zero-shot, goal visible", run -> Optional.of(run.zeroShotVisible())),
  /** The backbone with its adapter, as training ended. */
  ADAPTED("adapted", run -> Optional.of(run.evaluation())),
  /** The same as it was after the epoch of the best validation. */
  BEST("adapted, best epoch", run -> Optional.ofNullable(run.best()).map(BestEpoch::evaluation)),
  /** The suite's scripted policy. */
  EXPERT("scripted expert", run -> Optional.of(run.references().expert()));

  private final String title;
  private final Function<AdapterRunResult, Optional<EvaluationResult>> evaluation;

  Policy(String title, Function<AdapterRunResult, Optional<EvaluationResult>> evaluation) {
    this.title = title;
    this.evaluation = evaluation;
  }

  /** Its name in tables and JSON. */
  @JsonValue
  public String title() {
    return title;
  }

  /** What came of it in a run; empty where the run has no such policy. */
  public Optional<EvaluationResult> in(AdapterRunResult run) {
    return evaluation.apply(run);
  }

  /** Whether it was learned: then it is a method's own, not a mark beside the methods. */
  public boolean isLearned() {
    return this == ADAPTED || this == BEST;
  }
}
