package dev.graft.learning.training;

import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that changes in training, on the host. With the seed and the data it determines what follows.
 *
 * @param step optimizer steps done
 * @param parameters the trained ones
 * @param firstMoments of AdamW, named as the parameters
 * @param secondMoments of AdamW, named as the parameters
 */
record TrainingState(
    long step, TensorMap parameters, TensorMap firstMoments, TensorMap secondMoments) {

  /** Before the first step. */
  static TrainingState initial(TensorMap parameters) {
    Map<String, Tensor> zeros = new LinkedHashMap<>();
    parameters
        .asMap()
        .forEach((name, t) -> zeros.put(name, new Tensor(t.shape(), new float[t.size()])));
    TensorMap moments = new TensorMap(zeros);
    return new TrainingState(0, parameters, moments, moments);
  }
}
