package dev.graft.learning.tensor;

import java.util.Map;

/**
 * The content of a safetensors file.
 *
 * @param tensors in the order of their data
 * @param metadata the {@code __metadata__} entry
 */
public record SafetensorsFile(TensorMap tensors, Map<String, String> metadata) {
  /** Copies the metadata. */
  public SafetensorsFile {
    metadata = Map.copyOf(metadata);
  }
}
