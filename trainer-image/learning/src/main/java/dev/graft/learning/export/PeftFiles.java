package dev.graft.learning.export;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Ia3;
import dev.graft.learning.adapter.Lora;
import dev.graft.learning.adapter.Projection;
import dev.graft.learning.policy.ActionDeviation;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.learning.tensor.Safetensors;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * LoRA and IA3 as the package {@code peft} 0.15 has them (huggingface/peft, {@code
 * src/peft/utils/save_and_load.py}): each key is the parameter's path in {@code policy.py}'s module
 * after {@code base_model.model.}.
 */
public final class PeftFiles {
  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final String CONFIG = "adapter_config.json";
  private static final String PREFIX = "base_model.model.";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What {@code adapter_config.json} says, as far as it concerns these two. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Config(
      @JsonProperty("peft_type") @Nullable String type,
      @JsonProperty("inference_mode") boolean inferenceMode,
      @JsonProperty("r") @Nullable Integer rank,
      @JsonProperty("lora_alpha") @Nullable Double alpha,
      @JsonProperty("lora_dropout") @Nullable Double dropout,
      @Nullable String bias,
      @JsonProperty("target_modules") @Nullable List<String> targets,
      @JsonProperty("feedforward_modules") @Nullable List<String> feedforward,
      @JsonProperty("modules_to_save") @Nullable List<String> saved) {}

  private PeftFiles() {}

  /** Whether {@code peft} has the method. */
  public static boolean has(AdapterMethod method) {
    return method instanceof Lora || method instanceof Ia3;
  }

  /**
   * Writes an adapter. A deviation of actions, which plays no part in acting, is left out.
   *
   * @throws IllegalArgumentException when {@code peft} has no such method
   */
  public static void write(Path folder, Adapter adapter) throws IOException {
    Config config = config(adapter);
    Map<String, Tensor> own = new LinkedHashMap<>(adapter.parameters().asMap());
    own.remove(ActionDeviation.NAME);
    Safetensors.write(
        folder.resolve(WEIGHTS),
        renamed(own, name -> PREFIX + name),
        Map.of("format", "pt")); // without it peft takes the file for another framework's
    JsonFile.write(folder.resolve(CONFIG), config);
  }

  private static Config config(Adapter adapter) {
    List<String> saved =
        adapter.head() == HeadTraining.TRAINED ? List.of(Architecture.ACTION_HEAD) : null;
    return switch (adapter.method()) {
      case Lora lora ->
          new Config(
              "LORA",
              true,
              lora.rank(),
              lora.alpha(),
              lora.dropout(),
              "none",
              lora.targets().stream().map(Projection::label).toList(),
              null,
              saved);
      case Ia3 ia3 ->
          new Config(
              "IA3",
              true,
              null,
              null,
              null,
              null,
              List.of("k_proj", "v_proj", "down_proj"),
              List.of("down_proj"),
              saved);
      default ->
          throw new IllegalArgumentException(
              adapter.method() + " is no method of peft; export it with PolicyFiles");
    };
  }

  /**
   * Reads an adapter that {@code peft} or {@link #write} wrote for {@code policy.py}'s module.
   *
   * @param backboneDigest the backbone that it was trained on
   * @throws MalformedFileException when it is another method's, or damaged
   */
  public static Adapter read(Path folder, String backboneDigest) throws IOException {
    Path file = folder.resolve(CONFIG);
    Config config = parse(file);
    Map<String, Tensor> tensors = Safetensors.read(folder.resolve(WEIGHTS)).tensors().asMap();
    for (String name : tensors.keySet()) {
      if (!name.startsWith(PREFIX)) {
        throw new MalformedFileException(
            folder.resolve(WEIGHTS), "has '%s', which is no key of peft".formatted(name));
      }
    }
    boolean head = Objects.requireNonNullElse(config.saved, List.of()).contains("action_head");
    return new Adapter(
        method(file, config),
        head ? HeadTraining.TRAINED : HeadTraining.FROZEN,
        backboneDigest,
        renamed(tensors, name -> name.substring(PREFIX.length())));
  }

  private static Config parse(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), Config.class);
    } catch (JsonProcessingException e) {
      throw new MalformedFileException(file, "cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  private static AdapterMethod method(Path file, Config config) throws IOException {
    if ("IA3".equals(config.type)) {
      return new Ia3();
    }
    if (!"LORA".equals(config.type) || config.rank == null || config.alpha == null) {
      throw new MalformedFileException(
          file, "has peft_type %s; LORA and IA3 are read".formatted(config.type));
    }
    List<String> targets = Objects.requireNonNullElse(config.targets, List.of());
    return new Lora(
        config.rank,
        config.alpha,
        Objects.requireNonNullElse(config.dropout, 0.0),
        Arrays.stream(Projection.values()).filter(p -> targets.contains(p.label())).toList());
  }

  private static TensorMap renamed(Map<String, Tensor> tensors, UnaryOperator<String> name) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((old, tensor) -> renamed.put(name.apply(old), tensor));
    return new TensorMap(renamed);
  }
}
