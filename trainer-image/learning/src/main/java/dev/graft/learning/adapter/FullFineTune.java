package dev.graft.learning.adapter;

import dev.graft.learning.policy.Architecture;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A copy of every parameter of the backbone is trained. */
public record FullFineTune() implements AdapterMethod {
  @Override
  public AdapterLayout layout(Architecture architecture) {
    Set<String> all =
        architecture.parameters().stream()
            .map(ParameterSpec::name)
            .collect(Collectors.toUnmodifiableSet());
    return new AdapterLayout(List.of(), all, List.of(), List.of());
  }
}
