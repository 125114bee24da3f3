/**
 * Tensors on the host and the safetensors files that hold them.
 *
 * <p>Start at {@link dev.graft.learning.tensor.TensorMap}. Does not belong here: native memory.
 */
@NullMarked
package dev.graft.learning.tensor;

import org.jspecify.annotations.NullMarked;
