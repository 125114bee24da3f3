package dev.graft.learning.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowBatchTest {
  /** Three windows of two steps; states of two numbers, actions of one. */
  private static final WindowBatch BATCH =
      new WindowBatch(
          3,
          2,
          new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
          new float[] {0, 1, 2, 3, 4, 5},
          new long[] {0, 1, 2, 3, 4, 5},
          new float[] {10, 11, 12, 13, 14, 15},
          new float[] {.1f, .2f, .3f, .4f, .5f, 0});

  @Test
  void isCutIntoPartsInItsOrder() {
    List<WindowBatch> parts = BATCH.parts(2);

    assertThat(parts).extracting(WindowBatch::windows).containsExactly(2, 1);
    WindowBatch last = parts.getLast();
    assertThat(last.states()).containsExactly(8, 9, 10, 11);
    assertThat(last.actions()).containsExactly(4, 5);
    assertThat(last.timesteps()).containsExactly(4, 5);
    assertThat(last.targets()).containsExactly(14, 15);
    assertThat(last.weights()).containsExactly(.5f, 0);
  }

  @Test
  void isItsOwnOnlyPartWhenItFits() {
    assertThat(BATCH.parts(3)).containsExactly(BATCH);
    assertThat(BATCH.parts(8)).containsExactly(BATCH);
  }
}
