package dev.graft.learning.adapter;

import dev.graft.learning.policy.ActionDeviation;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.PolicyPlan;
import dev.graft.learning.tensor.ParameterSpec;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A method applied to one backbone, with the parameters that are its own: those it adds, and
 * trained copies of the backbone's; immutable.
 *
 * @param method how the backbone is adapted
 * @param head whether a copy of the head is trained too
 * @param backboneDigest the backbone it belongs to
 * @param parameters its own parameters, and nothing of the frozen backbone
 * @param carried parameters of other adapters that it works with, which stay as they are
 */
public record Adapter(
    AdapterMethod method,
    HeadTraining head,
    String backboneDigest,
    TensorMap parameters,
    TensorMap carried) {

  /** An adapter that works with no others. */
  public Adapter(
      AdapterMethod method, HeadTraining head, String backboneDigest, TensorMap parameters) {
    this(method, head, backboneDigest, parameters, TensorMap.empty());
  }

  /**
   * An untrained adapter: added parameters as their method starts them, copies as the backbone has
   * them. The policy then acts as the backbone does, but for {@link Fusion}, whose sources are
   * {@link #carrying} added.
   */
  public static Adapter initialise(
      AdapterMethod method, HeadTraining head, Backbone backbone, long seed) {
    AdapterLayout layout = AdapterLayout.of(method, head, backbone.architecture());
    TensorMap own =
        backbone
            .parameters()
            .only(layout.trained()::contains)
            .with(ParameterSpec.initialise(layout.added(), seed));
    return new Adapter(method, head, backbone.digest(), own);
  }

  /**
   * An untrained fusion of trained adapters.
   *
   * @param sources by name
   * @throws IllegalArgumentException when one cannot be fused, or belongs to another backbone
   */
  public static Adapter fuse(
      Map<String, Adapter> sources, HeadTraining head, Backbone backbone, long seed) {
    sources.values().forEach(source -> source.requireBackbone(backbone));
    Fusion method = Fusion.of(sources);
    TensorMap carried =
        Fusion.carried(List.copyOf(sources.values()), method.transformer(backbone.architecture()));
    return initialise(method, head, backbone, seed).carrying(carried);
  }

  /** The same adapter with parameters of others. */
  Adapter carrying(TensorMap others) {
    return new Adapter(method, head, backboneDigest, parameters, others);
  }

  /** The backbone as it is: zero-shot. */
  public static Adapter none(Backbone backbone) {
    return initialise(new ZeroShot(), HeadTraining.FROZEN, backbone, 0);
  }

  /**
   * What is to be computed for this adapter on its backbone.
   *
   * @throws IllegalArgumentException when it belongs to another backbone, or its parameters do not
   *     fit the method
   */
  public PolicyPlan plan(Backbone backbone) {
    requireBackbone(backbone);
    AdapterLayout layout = AdapterLayout.of(method, head, backbone.architecture());
    ParameterSpec.requireFit(specs(layout, backbone), parameters);
    ParameterSpec.requireFit(layout.carried(), carried);
    return new PolicyPlan(
        backbone.architecture(),
        values(backbone).names(),
        Set.copyOf(parameters.names()),
        layout.grafts());
  }

  private List<ParameterSpec> specs(AdapterLayout layout, Backbone backbone) {
    List<ParameterSpec> specs = new ArrayList<>(layout.parameters(backbone.architecture()));
    if (parameters.contains(ActionDeviation.NAME)) {
      specs.add(ActionDeviation.parameter(backbone.architecture()));
    }
    return specs;
  }

  /** The same adapter with a deviation of its actions, which starts as the backbone's. */
  public Adapter withDeviation(Backbone backbone) {
    Tensor start = backbone.withDeviation().parameters().get(ActionDeviation.NAME);
    return parameters.contains(ActionDeviation.NAME)
        ? this
        : with(new TensorMap(Map.of(ActionDeviation.NAME, start)));
  }

  /** All values the policy computes with: the backbone's, this adapter's in their place. */
  public TensorMap values(Backbone backbone) {
    return backbone.parameters().with(carried).with(parameters);
  }

  /**
   * A backbone that acts as this adapter on its own does, within roundings, and needs no adapter.
   *
   * @throws IllegalArgumentException when the adapter belongs to another backbone, or its method
   *     adds layers that no weight of the backbone can stand for
   */
  public Backbone merge(Backbone backbone) {
    requireBackbone(backbone);
    TensorMap values = values(backbone);
    return switch (method) {
      case LinearMethod linear ->
          backbone.with(
              copies(backbone)
                  .with(linear.fold(linear.transformer(backbone.architecture()), values)));
      case BitFit _, ActionHead _, FullFineTune _, ZeroShot _ -> backbone.with(copies(backbone));
      case BottleneckMethod _, Fusion _ ->
          throw new IllegalArgumentException(
              method + " has layers of its own, which cannot be merged; keep the adapter");
    };
  }

  /** Trained copies of the backbone's parameters. */
  private TensorMap copies(Backbone backbone) {
    return parameters.only(backbone.parameters()::contains);
  }

  private void requireBackbone(Backbone backbone) {
    String digest = backbone.digest();
    if (!digest.equals(backboneDigest)) {
      throw new IllegalArgumentException(
          "the adapter belongs to backbone %s, not to %s".formatted(backboneDigest, digest));
    }
  }

  /** Number of parameters that are its own. */
  public long parameterCount() {
    return parameters.parameterCount();
  }

  /** Bytes in FP32 of its parameters and of those it carries. */
  public long bytes() {
    return (parameterCount() + carried.parameterCount()) * Float.BYTES;
  }

  /** The same adapter with other values. */
  public Adapter with(TensorMap values) {
    return new Adapter(method, head, backboneDigest, parameters.with(values), carried);
  }

  /** SHA-256, in hexadecimal, of method, backbone and parameters. */
  public String digest() {
    return AdapterFiles.digest(this);
  }

  /**
   * Writes {@code adapter_model.safetensors}, then {@code adapter_config.json}, each whole or not
   * at all.
   *
   * @throws IOException when the folder cannot be written
   */
  public void save(Path folder) throws IOException {
    AdapterFiles.save(this, folder);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException when a file is absent or damaged, or belongs to another backbone
   */
  public static Adapter load(Path folder, Backbone backbone) throws IOException {
    return AdapterFiles.load(folder, backbone);
  }
}
