package dev.graft.learning.adapter;

import dev.graft.learning.policy.Architecture;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A copy of every bias is trained, that of the head among them (Ben Zaken et al. 2022, section 3):
 * (4 + 11L) d + A parameters.
 */
public record BitFit() implements AdapterMethod {
  @Override
  public AdapterLayout layout(Architecture architecture) {
    Set<String> biases =
        architecture.parameters().stream()
            .map(ParameterSpec::name)
            .filter(name -> name.endsWith(".bias"))
            .collect(Collectors.toUnmodifiableSet());
    return new AdapterLayout(List.of(), biases, List.of(), List.of());
  }
}
