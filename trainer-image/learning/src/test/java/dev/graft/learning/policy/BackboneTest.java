package dev.graft.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.learning.Toys;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.learning.tensor.ParameterSpec;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneTest {
  private static final TrajectoryDataset DATASET = Toys.demonstrations(4, 5);
  private static final Backbone BACKBONE = Toys.backbone(Toys.SMALL, DATASET);

  @TempDir Path folder;

  @Test
  void startsFromItsSeedAlone() {
    StateStatistics statistics = StateStatistics.of(DATASET);

    assertThat(Backbone.initialise(Toys.SMALL, 7, statistics, Toys.GOAL).digest())
        .isEqualTo(BACKBONE.digest());
    assertThat(Backbone.initialise(Toys.SMALL, 8, statistics, Toys.GOAL).digest())
        .isNotEqualTo(BACKBONE.digest());
  }

  @Test
  void startsWithSmallerProjectionsIntoTheResidualStream() {
    Gpt2Architecture wide = new Gpt2Architecture(2, 2, 128, 6, 30, 0.1, 5, 3);
    TensorMap parameters = Toys.backbone(wide, DATASET).parameters();

    // 49,152 and 16,384 draws: the deviation is known to about half a percent.
    assertThat(deviation(parameters.get("blocks.0.attention.qkv_proj.weight")))
        .isCloseTo(0.02, within(0.0004));
    assertThat(deviation(parameters.get("blocks.0.attention.out_proj.weight")))
        .isCloseTo(0.01, within(0.0002));
    assertThat(parameters.get("blocks.1.mlp_norm.weight").values()).containsOnly(1f);
    assertThat(parameters.get("blocks.1.mlp.up_proj.bias").values()).containsOnly(0f);
  }

  @Test
  void readsBackWhatItSaved() throws IOException {
    BACKBONE.save(folder);

    Backbone loaded = Backbone.load(folder);

    assertThat(loaded.digest()).isEqualTo(BACKBONE.digest());
    assertThat(loaded.architecture()).isEqualTo(Toys.SMALL);
    assertThat(loaded.goal()).isEqualTo(Toys.GOAL);
  }

  @Test
  void digestCoversParametersAndStatistics() {
    float[] bias = BACKBONE.parameters().get("action_head.bias").values().clone();
    bias[0] += 1;
    TensorMap changed = new TensorMap(Map.of("action_head.bias", Tensor.of(bias, 3)));
    StateStatistics others = StateStatistics.of(Toys.demonstrations(5, 5));

    assertThat(BACKBONE.with(changed).digest()).isNotEqualTo(BACKBONE.digest());
    assertThat(new Backbone(Toys.SMALL, BACKBONE.parameters(), others, Toys.GOAL).digest())
        .isNotEqualTo(BACKBONE.digest());
  }

  @Test
  void refusesWeightsThatWereSavedByAnother() throws IOException {
    BACKBONE.save(folder);
    Path other = folder.resolve("other");
    Backbone.initialise(Toys.SMALL, 8, BACKBONE.statistics(), Toys.GOAL).save(other);
    Files.copy(
        other.resolve("model.safetensors"),
        folder.resolve("model.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> Backbone.load(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("digest");
  }

  @Test
  void saysWhichFileIsAbsent() {
    assertThatThrownBy(() -> Backbone.load(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("config.json");
  }

  @Test
  void anMlpReadsBackWhatItSaved() throws IOException {
    Backbone mlp = Toys.backbone(Toys.MLP, DATASET);
    mlp.save(folder);

    Backbone loaded = Backbone.load(folder);

    assertThat(loaded.digest()).isEqualTo(mlp.digest());
    assertThat(loaded.architecture()).isEqualTo(Toys.MLP);
    assertThat(Files.readString(folder.resolve("config.json"))).contains("\"mlp\"");
  }

  @Test
  void aDeviationOfActionsIsKept() throws IOException {
    Backbone with = BACKBONE.withDeviation();
    with.save(folder);

    assertThat(Backbone.load(folder).digest()).isEqualTo(with.digest());
    assertThat(with.parameterCount()).isEqualTo(BACKBONE.parameterCount() + 3);
    assertThat(with.withDeviation()).isSameAs(with);
  }

  /** Kept backbones are named by their digest. */
  @Test
  void keepsTheDigestAndConfigurationOfATransformer() throws IOException {
    BACKBONE.save(folder);

    assertThat(BACKBONE.digest())
        .isEqualTo("48b34d0864029ce7da142c562ea049538acfb5867d709cdb63ac517672180294");
    assertThat(new ObjectMapper().readTree(folder.resolve("config.json").toFile()).fieldNames())
        .toIterable()
        .containsExactly("format", "gpt2", "goal", "parameters", "digest");
  }

  @Test
  void anMlpHasAsManyParametersAsTheFormulaSays() {
    MlpArchitecture a = new MlpArchitecture(3, 512, 50, 0.1, 39, 4);
    long h = 512;

    assertThat(a.parameters().stream().mapToLong(ParameterSpec::size).sum())
        .isEqualTo(h * (39 + 1) + 2 * h * (h + 1) + 4 * (h + 1));
  }

  @Test
  void refusesAConfigurationThatIsCutShort() throws IOException {
    BACKBONE.save(folder);
    String config = Files.readString(folder.resolve("config.json"));
    Files.writeString(folder.resolve("config.json"), config.substring(0, config.length() / 2));

    assertThatThrownBy(() -> Backbone.load(folder)).isInstanceOf(MalformedFileException.class);
  }

  @Test
  void refusesParametersOfAnotherArchitecture() {
    Gpt2Architecture deeper = new Gpt2Architecture(3, 2, 16, 6, 30, 0.1, 5, 3);

    assertThatThrownBy(
            () -> new Backbone(deeper, BACKBONE.parameters(), BACKBONE.statistics(), Toys.GOAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blocks.2");
  }

  private static double deviation(Tensor tensor) {
    double square = 0;
    for (float value : tensor.values()) {
      square += (double) value * value;
    }
    return Math.sqrt(square / tensor.size());
  }
}
