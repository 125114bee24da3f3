package dev.graft.learning.adapter;

import dev.graft.learning.policy.Architecture;
import java.util.List;
import java.util.Set;

/** Nothing is trained: the backbone as it is. */
public record ZeroShot() implements AdapterMethod {
  @Override
  public AdapterLayout layout(Architecture architecture) {
    return new AdapterLayout(List.of(), Set.of(), List.of(), List.of());
  }
}
