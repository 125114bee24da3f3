package dev.graft.learning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.learning.Toys;
import dev.graft.learning.tensor.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrajectoryDatasetTest {
  private static final Trajectory A0 = Toys.trajectory("a", 0, 3);
  private static final Trajectory A10 = Toys.trajectory("a", 10, 2);
  private static final Trajectory B2 = Toys.trajectory("b", 2, 4);

  @TempDir Path folder;

  @Test
  void ordersByTaskThenEpisodeHoweverTheyArrive() {
    TrajectoryDataset one = new TrajectoryDataset(List.of(B2, A10, A0));
    TrajectoryDataset other = new TrajectoryDataset(List.of(A0, B2, A10));

    assertThat(one.trajectories()).containsExactly(A0, A10, B2);
    assertThat(one.digest()).isEqualTo(other.digest());
    assertThat(one.steps()).isEqualTo(9);
    assertThat(one.tasks()).containsExactly("a", "b");
    assertThat(one.only("a").trajectories()).containsExactly(A0, A10);
  }

  @Test
  void digestDependsOnEveryNumber() {
    float[] changed = A0.actions().clone();
    changed[4] = Math.nextUp(changed[4]);
    Trajectory almost = new Trajectory("a", 0, A0.states(), changed, 3);

    assertThat(new TrajectoryDataset(List.of(almost)).digest())
        .isNotEqualTo(new TrajectoryDataset(List.of(A0)).digest());
  }

  @Test
  void readsBackWhatItSaved() throws IOException {
    TrajectoryDataset saved = new TrajectoryDataset(List.of(A0, A10, B2));
    saved.save(folder.resolve("d.safetensors"));

    TrajectoryDataset loaded = TrajectoryDataset.load(folder.resolve("d.safetensors"));

    assertThat(loaded.digest()).isEqualTo(saved.digest());
    assertThat(loaded.trajectories().get(1).length()).isEqualTo(2);
  }

  @Test
  void refusesAFileWithOneChangedByte() throws IOException {
    Path file = folder.resolve("d.safetensors");
    new TrajectoryDataset(List.of(A0)).save(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> TrajectoryDataset.load(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void refusesTheSameEpisodeTwice() {
    assertThatThrownBy(() -> new TrajectoryDataset(List.of(A0, A0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a#0");
  }

  @Test
  void refusesStatesOfDifferentSizes() {
    Trajectory wide = new Trajectory("b", 0, new float[12], new float[6], 2);

    assertThatThrownBy(() -> new TrajectoryDataset(List.of(A0, wide)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b#0");
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    assertThatThrownBy(
            () -> new Trajectory("a", 0, new float[] {1, Float.NaN}, new float[] {0, 0}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("step 1");
  }
}
