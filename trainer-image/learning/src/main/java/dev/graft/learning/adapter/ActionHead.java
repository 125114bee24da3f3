package dev.graft.learning.adapter;

import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Gpt2Parameters;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A copy of the action head is trained, the rest is frozen: d A + A parameters. */
public record ActionHead() implements AdapterMethod {
  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    return new AdapterLayout(List.of(), headParameters(architecture), List.of());
  }

  static Set<String> headParameters(Gpt2Architecture architecture) {
    return Gpt2Parameters.of(architecture).stream()
        .map(ParameterSpec::name)
        .filter(Gpt2Parameters::isHead)
        .collect(Collectors.toUnmodifiableSet());
  }
}
