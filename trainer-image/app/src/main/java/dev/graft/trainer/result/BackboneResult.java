package dev.graft.trainer.result;

import dev.graft.trainer.event.TrainerEvent.Phase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a backbone stage.
 *
 * @param digest of the stage, as planned
 * @param mlflow where its records are; absent until the server has answered
 * @param origin how the backbone came to be
 * @param weightsDigest of the backbone's content
 * @param parameters their number
 * @param optimizerSteps that trained it; 0 when it was found
 * @param finalLoss mean over the last interval of training; absent when nothing was trained
 * @param demonstrations it learned from; 0 when it was found
 * @param demonstrationSteps steps of these; 0 when it was found
 * @param exact whether the weights are, bit for bit, those of an undisturbed training
 * @param seconds by phase
 */
public record BackboneResult(
    String digest,
    @Nullable MlflowRun mlflow,
    Origin origin,
    String weightsDigest,
    long parameters,
    long optimizerSteps,
    @Nullable Double finalLoss,
    int demonstrations,
    long demonstrationSteps,
    boolean exact,
    Map<Phase, Double> seconds)
    implements StageResult {
  /** How a backbone came to be. */
  public enum Origin {
    /** This stage trained it. */
    Pretrained,
    /** The same digest was in the store or on the tracking server. */
    Found
  }

  /** Copies the map. */
  public BackboneResult {
    seconds = Map.copyOf(seconds);
  }

  @Override
  public BackboneResult at(MlflowRun known) {
    return new BackboneResult(
        digest,
        known,
        origin,
        weightsDigest,
        parameters,
        optimizerSteps,
        finalLoss,
        demonstrations,
        demonstrationSteps,
        exact,
        seconds);
  }
}
