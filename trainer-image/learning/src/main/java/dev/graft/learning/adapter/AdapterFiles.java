package dev.graft.learning.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.tensor.ContentDigest;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.learning.tensor.ParameterSpec;
import dev.graft.learning.tensor.Safetensors;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An adapter's folder: {@code adapter_model.safetensors} and {@code adapter_config.json}. */
final class AdapterFiles {
  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final String CONFIG = "adapter_config.json";
  private static final String FORMAT = "graft-adapter-1";

  private record Config(
      String format,
      ObjectNode method,
      HeadTraining head,
      String backboneDigest,
      long parameters,
      String digest) {}

  private AdapterFiles() {}

  static String digest(Adapter adapter) {
    ContentDigest digest =
        new ContentDigest()
            .add(MethodJson.text(adapter.method()))
            .add(adapter.head().toString())
            .add(adapter.backboneDigest())
            .add(adapter.parameters().digest());
    return adapter.carried().names().isEmpty()
        ? digest.hex()
        : digest.add(adapter.carried().digest()).hex();
  }

  static void save(Adapter adapter, Path folder) throws IOException {
    String digest = adapter.digest();
    Safetensors.write(
        folder.resolve(WEIGHTS),
        adapter.carried().with(adapter.parameters()),
        Map.of("format", FORMAT, "digest", digest));
    JsonFile.write(
        folder.resolve(CONFIG),
        new Config(
            FORMAT,
            MethodJson.write(adapter.method()),
            adapter.head(),
            adapter.backboneDigest(),
            adapter.parameterCount(),
            digest));
  }

  static Adapter load(Path folder, Backbone backbone) throws IOException {
    Path configFile = folder.resolve(CONFIG);
    Config config = JsonFile.read(configFile, Config.class);
    if (!FORMAT.equals(config.format)) {
      throw new MalformedFileException(configFile, "describes no adapter of format " + FORMAT);
    }
    if (!backbone.digest().equals(config.backboneDigest)) {
      throw new MalformedFileException(
          configFile,
          "belongs to backbone %s, not to %s; load it with its own"
              .formatted(config.backboneDigest, backbone.digest()));
    }
    Adapter adapter =
        adapter(
            method(configFile, config),
            config,
            backbone,
            Safetensors.read(folder.resolve(WEIGHTS)).tensors());
    if (!adapter.digest().equals(config.digest)) {
      throw new MalformedFileException(
          folder.resolve(WEIGHTS), "does not have the digest that " + CONFIG + " names");
    }
    return adapter;
  }

  private static Adapter adapter(
      AdapterMethod method, Config config, Backbone backbone, TensorMap tensors) {
    AdapterLayout layout = AdapterLayout.of(method, config.head, backbone.architecture());
    Set<String> carried =
        layout.carried().stream().map(ParameterSpec::name).collect(Collectors.toSet());
    return new Adapter(
        method,
        config.head,
        config.backboneDigest,
        tensors.only(name -> !carried.contains(name)),
        tensors.only(carried::contains));
  }

  private static AdapterMethod method(Path configFile, Config config)
      throws MalformedFileException {
    try {
      return MethodJson.read(config.method);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(configFile, "names " + e.getMessage(), e);
    }
  }
}
