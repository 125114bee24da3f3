package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path folder;
  private Checkpoints checkpoints = new Checkpoints(Path.of(""), new RunIdentity(Map.of()));

  @BeforeEach
  void open() {
    checkpoints = new Checkpoints(folder, new RunIdentity(Map.of("seed", "1")));
  }

  @Test
  void findNothingInAFolderThatIsNotThere() throws IOException {
    assertThat(new Checkpoints(folder.resolve("none"), checkpoints.identity()).latest()).isEmpty();
  }

  @Test
  void giveBackTheNewest() throws IOException {
    checkpoints.save(state(9), "engine");
    checkpoints.save(state(10), "engine");

    Checkpoints.Found found = checkpoints.latest().orElseThrow();

    assertThat(found.fingerprint()).isEqualTo("engine");
    assertThat(found.state()).usingRecursiveComparison().isEqualTo(state(10));
  }

  @Test
  void keepTheTwoNewest() throws IOException {
    for (long step = 1; step <= 4; step++) {
      checkpoints.save(state(step), "engine");
    }

    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "checkpoint-000000000003.safetensors", "checkpoint-000000000004.safetensors");
  }

  @Test
  void fallBackToTheOneBeforeADamagedOne() throws IOException {
    checkpoints.save(state(1), "engine");
    checkpoints.save(state(2), "engine");
    Path newest = files().getLast();
    byte[] bytes = Files.readAllBytes(newest);
    for (int damage = 0; damage < 3; damage++) {
      byte[] broken = damage == 0 ? new byte[0] : bytes.clone();
      if (damage == 1) {
        broken[bytes.length - 1] ^= 1;
      } else if (damage == 2) {
        broken = Arrays.copyOf(bytes, bytes.length - 1);
      }
      Files.write(newest, broken);

      assertThat(checkpoints.latest().orElseThrow().state().step()).isEqualTo(1);
    }
  }

  @Test
  void refuseAnotherRun() throws IOException {
    checkpoints.save(state(1), "engine");
    Checkpoints other = new Checkpoints(folder, new RunIdentity(Map.of("seed", "2")));

    assertThatThrownBy(other::latest)
        .isInstanceOf(CheckpointMismatchException.class)
        .hasMessageContaining("has seed 1, this run has 2");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static TrainingState state(long step) {
    return new TrainingState(step, tensors(step), tensors(step + 1), tensors(step + 2));
  }

  private static TensorMap tensors(float value) {
    return new TensorMap(Map.of("a", Tensor.of(new float[] {value, 2 * value}, 2)));
  }
}
