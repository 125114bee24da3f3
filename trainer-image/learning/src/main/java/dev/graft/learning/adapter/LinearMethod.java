package dev.graft.learning.adapter;

import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.tensor.TensorMap;

/**
 * Adapters that change linear layers linearly: once trained, they can be worked into the backbone's
 * weights, and cost nothing when acting.
 */
public sealed interface LinearMethod extends BlockMethod permits Lora, Ia3 {
  /**
   * The backbone's weights that do the same without an adapter.
   *
   * @param values of all parameters, the backbone's and the adapter's
   * @return new values of some of the backbone's
   */
  TensorMap fold(Gpt2Architecture architecture, TensorMap values);
}
