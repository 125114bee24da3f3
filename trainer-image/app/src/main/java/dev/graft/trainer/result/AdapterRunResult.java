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
 * @param provenance what its numbers depend on besides
 * @param mlflow where its records are; absent until the server has answered
 * @param evaluation of the adapted policy, after training
 * @param best the adapter of the best validation; absent where nothing was validated
 * @param zeroShotMasked the backbone alone on the same goals, goal masked
 * @param zeroShotVisible the backbone alone on the same goals, goal visible
 * @param references policies that were not learned, on the same goals
 * @param curve validations during training and after it, by epoch
 * @param losses of training, by epoch
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
    Provenance provenance,
    @Nullable MlflowRun mlflow,
    EvaluationResult evaluation,
    @Nullable BestEpoch best,
    EvaluationResult zeroShotMasked,
    EvaluationResult zeroShotVisible,
    References references,
    List<EpochEvaluation> curve,
    List<EpochLoss> losses,
    String backboneDigestBefore,
    String backboneDigestAfter,
    TrainedAdapter adapter,
    long optimizerSteps,
    @Nullable Double finalLoss,
    boolean exact,
    Map<Phase, Double> seconds)
    implements StageResult {
  /** Folder of the adapter's files beside the result, and among the run's artifacts. */
  public static final String ADAPTER = "adapter";

  /** Copies the collections. */
  public AdapterRunResult {
    curve = List.copyOf(curve);
    losses = List.copyOf(losses);
    seconds = Map.copyOf(seconds);
  }

  @Override
  public AdapterRunResult at(MlflowRun known) {
    return with(known, seconds);
  }

  /**
   * What came of the run, without where it is recorded and how long it took: the same however the
   * run came to its end.
   */
  public AdapterRunResult outcome() {
    return with(null, Map.of());
  }

  private AdapterRunResult with(@Nullable MlflowRun where, Map<Phase, Double> times) {
    return new AdapterRunResult(
        digest,
        index,
        task,
        seed,
        method,
        provenance,
        where,
        evaluation,
        best,
        zeroShotMasked,
        zeroShotVisible,
        references,
        curve,
        losses,
        backboneDigestBefore,
        backboneDigestAfter,
        adapter,
        optimizerSteps,
        finalLoss,
        exact,
        times);
  }

  /**
   * A validation.
   *
   * @param epoch after which it took place
   * @param evaluation what came of it
   */
  public record EpochEvaluation(double epoch, EvaluationResult evaluation) {}

  /**
   * The training loss of an interval.
   *
   * @param epoch at its end
   * @param loss mean over it
   */
  public record EpochLoss(double epoch, double loss) {}

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
