package dev.graft.learning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.learning.Toys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowSamplerTest {
  /** Weights are single-precision shares of one. */
  private static final double ROUNDING = 1e-6;

  private static final int CONTEXT = 4;
  private static final int BATCH = 5;
  private static final TrajectoryDataset DATASET =
      new TrajectoryDataset(
          List.of(
              Toys.trajectory("a", 0, 7), Toys.trajectory("a", 1, 3), Toys.trajectory("b", 0, 8)));

  @Test
  void drawsOneWindowForEachStepInAnEpochAndAsFullAsItCanBe() {
    WindowSampler sampler = sampler(0);
    Map<List<Long>, Integer> drawn = new HashMap<>();

    for (long step = 0; step < sampler.batchesPerEpoch(); step++) {
      WindowBatch batch = sampler.batch(step, 0);
      for (int w = 0; w < batch.windows(); w++) {
        drawn.merge(List.of(batch.timesteps()[w * CONTEXT], steps(batch, w)), 1, Integer::sum);
      }
    }

    // By first step and length. Of 7 and 8 steps the last three begin where four are left.
    assertThat(drawn)
        .isEqualTo(
            Map.of(
                List.of(0L, 4L), 2,
                List.of(1L, 4L), 2,
                List.of(2L, 4L), 2,
                List.of(3L, 4L), 4 + 1,
                List.of(4L, 4L), 4,
                List.of(0L, 3L), 3));
  }

  @Test
  void countsALastPartialBatch() {
    WindowSampler sampler = sampler(0);

    assertThat(sampler.batchesPerEpoch()).isEqualTo(4);
    assertThat(sampler.batch(3, 0).windows()).isEqualTo(3);
    assertThat(sampler.batch(4, 0).windows()).isEqualTo(BATCH);
  }

  @Test
  void dependsOnSeedAndStepAlone() {
    WindowSampler fresh = sampler(3);
    WindowSampler used = sampler(3);
    for (long step = 0; step < 9; step++) {
      used.batch(step, 0.5);
    }

    assertThat(fresh.batch(9, 0.5)).usingRecursiveComparison().isEqualTo(used.batch(9, 0.5));
    assertThat(sampler(4).batch(9, 0.5).states()).isNotEqualTo(fresh.batch(9, 0.5).states());
  }

  @Test
  void shufflesEachEpochAnew() {
    WindowSampler sampler = sampler(0);

    assertThat(sampler.batch(0, 0).targets()).isNotEqualTo(sampler.batch(4, 0).targets());
  }

  @Test
  void weighsPresentStepsEquallyAndPaddingNothing() {
    WindowSampler sampler = sampler(0);
    for (long step = 0; step < 4; step++) {
      WindowBatch batch = sampler.batch(step, 0);
      double sum =
          IntStream.range(0, batch.weights().length).mapToDouble(i -> batch.weights()[i]).sum();

      assertThat(sum * DATASET.actionDim()).isCloseTo(1, within(ROUNDING));
      for (int w = 0; w < batch.windows(); w++) {
        assertPaddedAtTheEnd(batch, w);
      }
    }
  }

  @Test
  void dropsTheActionHistoryOfWholeWindowsAndNeverTheTargets() {
    WindowSampler sampler = sampler(0);
    WindowBatch kept = sampler.batch(0, 0);
    WindowBatch dropped = sampler.batch(0, 1);

    assertThat(dropped.actions()).containsOnly(0f);
    assertThat(kept.actions()).isEqualTo(kept.targets());
    assertThat(dropped.targets()).isEqualTo(kept.targets());
  }

  @Test
  void dropsAboutTheShareThatIsAskedFor() {
    WindowSampler sampler = sampler(0);
    List<Boolean> dropped = new ArrayList<>();
    for (long step = 0; step < 400; step++) {
      WindowBatch batch = sampler.batch(step, 0.5);
      for (int w = 0; w < batch.windows(); w++) {
        dropped.add(batch.actions()[w * CONTEXT * 3] == 0);
      }
    }

    double share = dropped.stream().filter(d -> d).count() / (double) dropped.size();
    // Six standard deviations of a fair coin thrown 1,800 times.
    assertThat(share).isCloseTo(0.5, within(0.07));
  }

  @Test
  void clipsTargets() {
    Trajectory wild = new Trajectory("a", 0, new float[10], new float[] {9, -9, 0.5f, 0, 0, 0}, 2);
    WindowSampler sampler = sampler(new TrajectoryDataset(List.of(wild)), 30, 0);

    assertThat(sampler.batch(0, 0).targets()).contains(1f, -1f, 0.5f).doesNotContain(9f, -9f);
  }

  @Test
  void givesLateStepsTheLastTimestep() {
    WindowSampler sampler = sampler(DATASET, 5, 0);
    for (long step = 0; step < 4; step++) {
      assertThat(LongStream.of(sampler.batch(step, 0).timesteps())).allMatch(t -> t < 5);
    }
  }

  private static void assertPaddedAtTheEnd(WindowBatch batch, int window) {
    boolean padding = false;
    for (int i = 0; i < batch.length(); i++) {
      boolean absent = batch.weights()[window * batch.length() + i] == 0;
      assertThat(!padding || absent).isTrue();
      padding |= absent;
      if (!absent) {
        long first = batch.timesteps()[window * batch.length()];
        assertThat(batch.timesteps()[window * batch.length() + i]).isEqualTo(first + i);
      }
    }
  }

  private static long steps(WindowBatch batch, int window) {
    return IntStream.range(window * CONTEXT, (window + 1) * CONTEXT)
        .filter(i -> batch.weights()[i] > 0)
        .count();
  }

  private static WindowSampler sampler(long seed) {
    return sampler(DATASET, 30, seed);
  }

  private static WindowSampler sampler(TrajectoryDataset dataset, int maxTimesteps, long seed) {
    StateReader reader =
        new StateReader(StateStatistics.of(dataset), Toys.GOAL, GoalVisibility.MASKED);
    return new WindowSampler(dataset, reader, CONTEXT, maxTimesteps, BATCH, seed);
  }
}
