package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreSharesTest {
  @Test
  void runsAtOnceSplitTheCores() {
    assertThat(CoreShares.of(2, 2, 2, 6)).isEqualTo(new CoreShares(2, 1));
    assertThat(CoreShares.of(8, 2, 8, 6)).isEqualTo(new CoreShares(2, 4));
  }

  @Test
  void noMoreRunsAtOnceThanCores() {
    assertThat(CoreShares.of(2, 5, 2, 6)).isEqualTo(new CoreShares(2, 1));
  }

  @Test
  void aSingleRunTakesTheThreadsItAskedFor() {
    assertThat(CoreShares.of(16, 5, 4, 1)).isEqualTo(new CoreShares(1, 4));
  }

  @Test
  void thereIsAlwaysAThread() {
    assertThat(CoreShares.of(1, 5, 4, 5)).isEqualTo(new CoreShares(1, 1));
  }
}
