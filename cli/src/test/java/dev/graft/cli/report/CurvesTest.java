package dev.graft.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvesTest {
  @ParameterizedTest
  @CsvSource({"8.33, 2", "0.416, 0.1", "1, 0.2", "10, 2", "26, 10", "0.0123, 0.0025"})
  void marksRoundNumbers(double last, double step) {
    double[] ticks = Curves.ticks(last);

    assertThat(ticks).hasSizeBetween(3, 6).startsWith(0);
    assertThat(ticks[1]).isEqualTo(step, within(1e-12));
    assertThat(Arrays.stream(ticks).max().orElseThrow()).isLessThanOrEqualTo(last);
  }
}
