package dev.graft.learning.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Houlsby;
import dev.graft.learning.adapter.Ia3;
import dev.graft.learning.adapter.Lora;
import dev.graft.learning.adapter.Projection;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.learning.tensor.Safetensors;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that {@code src/test/python/peft_fixture.py} has made with peft. */
class PeftFilesTest {
  private static final Path FIXTURES = Path.of("src/test/resources/dev/graft/learning/peft");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"lora", "ia3"})
  void writesBackWhatPeftHasWritten(String name) throws IOException {
    Adapter read = PeftFiles.read(FIXTURES.resolve(name), "backbone");

    PeftFiles.write(folder, read);

    TensorMap before = tensors(FIXTURES.resolve(name));
    TensorMap after = tensors(folder);
    assertThat(after.names()).containsExactlyInAnyOrderElementsOf(before.names()).isNotEmpty();
    assertThat(after.digest()).isEqualTo(before.digest());
    assertThat(PeftFiles.read(folder, "backbone").digest()).isEqualTo(read.digest());
  }

  @Test
  void understandsWhatPeftSaysOfAMethod() throws IOException {
    Adapter lora = PeftFiles.read(FIXTURES.resolve("lora"), "backbone");
    Adapter ia3 = PeftFiles.read(FIXTURES.resolve("ia3"), "backbone");

    assertThat(lora.method())
        .isEqualTo(
            new Lora(2, 3, 0.1, List.of(Projection.Q_PROJ, Projection.V_PROJ, Projection.UP_PROJ)));
    assertThat(lora.head()).isEqualTo(HeadTraining.TRAINED);
    assertThat(lora.parameters().names())
        .contains("blocks.1.mlp.up_proj.lora_B.weight", "action_head.weight");
    assertThat(ia3.method()).isEqualTo(new Ia3());
    assertThat(ia3.head()).isEqualTo(HeadTraining.FROZEN);
    assertThat(ia3.parameters().get("blocks.0.mlp.down_proj.ia3_l").shape())
        .containsExactly(1L, 32L);
  }

  @Test
  void refusesOtherMethodsAndOtherKeys() throws IOException {
    Adapter houlsby =
        new Adapter(new Houlsby(4, 0), HeadTraining.FROZEN, "backbone", TensorMap.empty());
    assertThatThrownBy(() -> PeftFiles.write(folder, houlsby))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no method of peft");

    Path config = folder.resolve("adapter_config.json");
    Files.writeString(config, "{\"peft_type\": \"PREFIX_TUNING\"}");
    Files.copy(
        FIXTURES.resolve("lora/adapter_model.safetensors"),
        folder.resolve("adapter_model.safetensors"));
    assertThatThrownBy(() -> PeftFiles.read(folder, "backbone"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(config + " has peft_type PREFIX_TUNING; LORA and IA3 are read");
  }

  private static TensorMap tensors(Path adapter) throws IOException {
    return Safetensors.read(adapter.resolve("adapter_model.safetensors")).tensors();
  }
}
