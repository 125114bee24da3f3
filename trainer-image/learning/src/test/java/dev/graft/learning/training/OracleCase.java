package dev.graft.learning.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.data.GoalRange;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.data.WindowBatch;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Loss;
import dev.graft.learning.policy.MlpArchitecture;
import dev.graft.learning.policy.Precision;
import dev.graft.learning.tensor.Safetensors;
import dev.graft.learning.tensor.SafetensorsFile;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One file of src/test/python/policy_oracle.py. */
record OracleCase(Path file, TensorMap tensors, Map<String, String> metadata) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Optimizer(double learningRate, double weightDecay, double clipNorm, int steps) {}

  static OracleCase read(Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    return new OracleCase(file, content.tensors(), content.metadata());
  }

  Precision precision() {
    return Precision.valueOf(metadata.getOrDefault("precision", ""));
  }

  Optimizer optimizer() throws IOException {
    return JSON.readValue(metadata.getOrDefault("optimizer", ""), Optimizer.class);
  }

  TrainingSettings settings(int microBatchSize) throws IOException {
    Optimizer o = optimizer();
    return new TrainingSettings(
        new TrainingLength.Steps(o.steps()),
        batch().windows(),
        o.learningRate(),
        0,
        Schedule.CONSTANT,
        o.weightDecay(),
        o.clipNorm(),
        0,
        precision(),
        loss(),
        microBatchSize,
        0);
  }

  Loss loss() {
    return switch (metadata.getOrDefault("loss", "")) {
      case "MSE" -> Loss.MSE;
      case "GaussianNLL" -> Loss.GAUSSIAN_NLL;
      default -> throw new IllegalStateException("no loss in " + file);
    };
  }

  private Architecture architecture() throws IOException {
    String json = metadata.getOrDefault("architecture", "");
    Class<? extends Architecture> type =
        json.contains("heads") ? Gpt2Architecture.class : MlpArchitecture.class;
    return JSON.readValue(json, type);
  }

  Backbone backbone() throws IOException {
    Architecture architecture = architecture();
    float[] ones = new float[architecture.stateDim()];
    Arrays.fill(ones, 1f);
    return new Backbone(
        architecture,
        under("backbone/"),
        new StateStatistics(new float[ones.length], ones),
        new GoalRange(0, 0));
  }

  Adapter adapter(Backbone backbone) throws IOException {
    AdapterMethod method = JSON.readValue(metadata.getOrDefault("method", ""), AdapterMethod.class);
    return new Adapter(
        method, HeadTraining.FROZEN, backbone.digest(), under("adapter/"), under("carried/"));
  }

  WindowBatch batch() {
    Tensor states = tensors.get("batch/states");
    float[] timesteps = tensors.get("batch/timesteps").values();
    long[] whole = new long[timesteps.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) timesteps[i];
    }
    return new WindowBatch(
        states.shape().get(0).intValue(),
        states.shape().get(1).intValue(),
        states.values(),
        tensors.get("batch/actions").values(),
        whole,
        tensors.get("batch/targets").values(),
        tensors.get("batch/weights").values());
  }

  float[] expected(String name) {
    return tensors.get("expected/" + name).values();
  }

  /** The tensors whose names begin so, without that beginning. */
  TensorMap under(String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    for (String name : tensors.names()) {
      if (name.startsWith(prefix)) {
        part.put(name.substring(prefix.length()), tensors.get(name));
      }
    }
    return new TensorMap(part);
  }

  @Override
  public String toString() {
    return String.valueOf(file.getFileName());
  }
}
