package dev.graft.trainer.stage;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.policy.Backbone;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import java.util.List;
import java.util.Optional;

/**
 * What training left.
 *
 * @param adapter as it was last
 * @param backboneDigest of the backbone's content, read back from the trained policy
 * @param steps of the optimizer
 * @param points of the learning curve
 * @param curve validations, by epoch
 * @param best the adapter of the best validation, where it is not the last
 * @param exact whether the weights are, bit for bit, those of an undisturbed training
 */
record TrainedAdapter(
    Adapter adapter,
    String backboneDigest,
    long steps,
    List<TrainingPoint> points,
    List<EpochEvaluation> curve,
    Optional<Adapter> best,
    boolean exact) {

  /** An adapter that was not trained here. */
  static TrainedAdapter untrained(Adapter adapter, Backbone backbone) {
    return new TrainedAdapter(
        adapter, backbone.digest(), 0, List.of(), List.of(), Optional.empty(), true);
  }
}
