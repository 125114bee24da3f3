package dev.graft.trainer.result;

import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.event.TrainerEvent.Phase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of an adapter run.
 *
 * @param digest of the run, as planned
 * @param index of the run in its plan
 * @param task adapted to
 * @param seed of the run
 * @param method name of the method, such as {@code houlsby}
 * @param mlflow where its records are; absent until the server has answered
 * @param evaluation of the adapted policy, after training
 * @param zeroShotMasked the backbone alone on the same goals, goal masked
 * @param zeroShotVisible the backbone alone on the same goals, goal visible
 * @param curve evaluations during training
 * @param backboneDigestBefore of the frozen backbone's content, before training
 * @param backboneDigestAfter the same, read back from the trained policy
 * @param adapter what was trained
 * @param optimizerSteps that trained it
 * @param finalLoss mean over the last interval of training; absent when nothing was trained
 * @param exact whether the weights are, bit for bit, those of an undisturbed training
 * @param seconds by phase
 */
public record AdapterRunResult(
    String digest,
    int index,
    String task,
    long seed,
    String method,
    @Nullable MlflowRun mlflow,
    EvaluationResult evaluation,
    EvaluationResult zeroShotMasked,
    EvaluationResult zeroShotVisible,
    List<EpochEvaluation> curve,
    String backboneDigestBefore,
    String backboneDigestAfter,
    TrainedAdapter adapter,
    long optimizerSteps,
    @Nullable Double finalLoss,
    boolean exact,
    Map<Phase, Double> seconds)
    implements StageResult {
  /** Copies the collections. */
  public AdapterRunResult {
    curve = List.copyOf(curve);
    seconds = Map.copyOf(seconds);
  }

  @Override
  public AdapterRunResult at(MlflowRun known) {
    return new AdapterRunResult(
        digest,
        index,
        task,
        seed,
        method,
        known,
        evaluation,
        zeroShotMasked,
        zeroShotVisible,
        curve,
        backboneDigestBefore,
        backboneDigestAfter,
        adapter,
        optimizerSteps,
        finalLoss,
        exact,
        seconds);
  }

  /**
   * An evaluation during training.
   *
   * @param epoch after which it took place
   * @param evaluation what came of it
   */
  public record EpochEvaluation(double epoch, EvaluationResult evaluation) {}

  /**
   * What was trained.
   *
   * @param digest of its content
   * @param parameters their number
   * @param percentOfBackbone the same, as a percentage of the backbone's parameters
   * @param bytes in single precision
   */
  public record TrainedAdapter(
      String digest, long parameters, double percentOfBackbone, long bytes) {}
}
