package dev.graft.learning.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.graft.learning.data.GoalRange;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.learning.tensor.Safetensors;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A backbone's folder: {@code model.safetensors} and {@code config.json}. */
final class BackboneFiles {
  private static final String WEIGHTS = "model.safetensors";
  private static final String CONFIG = "config.json";
  private static final String FORMAT = "graft-backbone-1";
  private static final String MEAN = "state_statistics.mean";
  private static final String DEVIATION = "state_statistics.deviation";

  /** What {@code config.json} says; the name of the architecture tells which it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(Gpt2Config.class), @JsonSubTypes.Type(MlpConfig.class)})
  private sealed interface Config {
    String format();

    Architecture architecture();

    GoalRange goal();

    String digest();
  }

  private record Gpt2Config(
      String format, Gpt2Architecture gpt2, GoalRange goal, long parameters, String digest)
      implements Config {
    @Override
    public Architecture architecture() {
      return gpt2;
    }
  }

  private record MlpConfig(
      String format, MlpArchitecture mlp, GoalRange goal, long parameters, String digest)
      implements Config {
    @Override
    public Architecture architecture() {
      return mlp;
    }
  }

  private BackboneFiles() {}

  static void save(Backbone backbone, Path folder) throws IOException {
    StateStatistics statistics = backbone.statistics();
    Map<String, Tensor> tensors = new LinkedHashMap<>(backbone.parameters().asMap());
    tensors.put(MEAN, Tensor.of(statistics.mean(), statistics.stateDim()));
    tensors.put(DEVIATION, Tensor.of(statistics.deviation(), statistics.stateDim()));
    String digest = backbone.digest();
    Safetensors.write(
        folder.resolve(WEIGHTS),
        new TensorMap(tensors),
        Map.of("format", FORMAT, "digest", digest));
    JsonFile.write(folder.resolve(CONFIG), config(backbone, digest));
  }

  private static Record config(Backbone backbone, String digest) {
    GoalRange goal = backbone.goal();
    long count = backbone.parameterCount();
    return switch (backbone.architecture()) {
      case Gpt2Architecture gpt2 -> new Gpt2Config(FORMAT, gpt2, goal, count, digest);
      case MlpArchitecture mlp -> new MlpConfig(FORMAT, mlp, goal, count, digest);
    };
  }

  static Backbone load(Path folder) throws IOException {
    Path configFile = folder.resolve(CONFIG);
    Config config = JsonFile.read(configFile, Config.class);
    if (!FORMAT.equals(config.format())) {
      throw new MalformedFileException(configFile, "describes no backbone of format " + FORMAT);
    }
    Path weights = folder.resolve(WEIGHTS);
    Backbone backbone = assemble(weights, config, Safetensors.read(weights).tensors());
    if (!backbone.digest().equals(config.digest())) {
      throw new MalformedFileException(
          weights, "does not have the digest that " + CONFIG + " names");
    }
    return backbone;
  }

  private static Backbone assemble(Path weights, Config config, TensorMap tensors)
      throws IOException {
    try {
      Map<String, Tensor> parameters = new LinkedHashMap<>(tensors.asMap());
      parameters.remove(MEAN);
      parameters.remove(DEVIATION);
      StateStatistics statistics =
          new StateStatistics(tensors.get(MEAN).values(), tensors.get(DEVIATION).values());
      return new Backbone(
          config.architecture(), new TensorMap(parameters), statistics, config.goal());
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(
          weights, "does not fit " + CONFIG + ": " + e.getMessage(), e);
    }
  }
}
