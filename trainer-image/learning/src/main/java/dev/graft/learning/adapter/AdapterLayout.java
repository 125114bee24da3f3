package dev.graft.learning.adapter;

import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Graft;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a method makes of a backbone.
 *
 * @param added parameters that the backbone does not have
 * @param trained names of the backbone's parameters that are trained, as a copy
 * @param carried parameters of other adapters, which are not trained
 * @param grafts the pieces put on sites
 */
public record AdapterLayout(
    List<ParameterSpec> added,
    Set<String> trained,
    List<ParameterSpec> carried,
    List<Graft> grafts) {
  /** Copies the collections. */
  public AdapterLayout {
    added = List.copyOf(added);
    trained = Set.copyOf(trained);
    carried = List.copyOf(carried);
    grafts = List.copyOf(grafts);
  }

  /** The layout of a method, with the head among what is trained if asked. */
  public static AdapterLayout of(
      AdapterMethod method, HeadTraining head, Architecture architecture) {
    AdapterLayout layout = method.layout(architecture);
    return switch (head) {
      case FROZEN -> layout;
      case TRAINED -> layout.withTrained(ActionHead.headParameters(architecture));
    };
  }

  /** All that an adapter of this layout trains: copies of the backbone's, then those it adds. */
  public List<ParameterSpec> parameters(Architecture architecture) {
    Stream<ParameterSpec> copies =
        architecture.parameters().stream().filter(spec -> trained.contains(spec.name()));
    return Stream.concat(copies, added.stream()).toList();
  }

  /** Number of values in {@link #parameters}. */
  public long parameterCount(Architecture architecture) {
    return parameters(architecture).stream().mapToLong(ParameterSpec::size).sum();
  }

  private AdapterLayout withTrained(Set<String> more) {
    Set<String> union = new HashSet<>(trained);
    union.addAll(more);
    return new AdapterLayout(added, union, carried, grafts);
  }

  /** The same layout, with parameters of other adapters. */
  AdapterLayout carrying(List<ParameterSpec> others) {
    return new AdapterLayout(added, trained, others, grafts);
  }
}
