package dev.graft.learning.adapter;

import dev.graft.learning.policy.Architecture;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A copy of the action head is trained, the rest is frozen: d A + A parameters. */
public record ActionHead() implements AdapterMethod {
  @Override
  public AdapterLayout layout(Architecture architecture) {
    return new AdapterLayout(List.of(), headParameters(architecture), List.of(), List.of());
  }

  static Set<String> headParameters(Architecture architecture) {
    return architecture.parameters().stream()
        .map(ParameterSpec::name)
        .filter(Architecture::isHead)
        .collect(Collectors.toUnmodifiableSet());
  }
}
