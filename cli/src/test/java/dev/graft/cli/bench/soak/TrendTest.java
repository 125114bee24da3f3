package dev.graft.cli.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrendTest {
  private static final double EXACT = 1e-6;
  private static final long MIB = 1 << 20;

  /** A sample every ten seconds for an hour. */
  private static List<Sample> hour(IntToLongFunction residentBytes) {
    return IntStream.rangeClosed(0, 360)
        .mapToObj(i -> new Sample(10 * i, residentBytes.applyAsLong(i), 100, 20))
        .toList();
  }

  private static Trend trend(List<Sample> samples) {
    return Trend.of(samples, Sample::residentBytes, .03, 8 * MIB);
  }

  @Test
  void seesALeakThatIsStraight() {
    Trend leak = trend(hour(i -> 1000 * MIB + i * MIB / 6));
    assertThat(leak.perHour() / MIB).isCloseTo(60, within(1e-4));
    assertThat(leak.growth()).isCloseTo(leak.perHour(), within(EXACT * leak.perHour()));
    assertThat(leak.flat()).isFalse();
  }

  @Test
  void seesALeakUnderNoiseThatIsLarger() {
    Random noise = new Random(3);
    assertThat(trend(hour(i -> 1000 * MIB + i * MIB / 6 + noise.nextLong(90 * MIB))).flat())
        .isFalse();
  }

  @Test
  void holdsNoiseAndPeaksForFlat() {
    Random noise = new Random(4);
    Trend flat =
        trend(hour(i -> 1000 * MIB + noise.nextLong(20 * MIB) + (i % 30 == 0 ? 500 * MIB : 0)));
    assertThat(flat.flat()).isTrue();
    assertThat(flat.allowed()).isCloseTo(.03 * flat.median(), within(EXACT * MIB));
  }

  @Test
  void allowsASmallProcessALittle() {
    assertThat(trend(hour(i -> 100 * MIB + i * MIB / 60)).flat()).isTrue();
    assertThat(trend(hour(i -> 100 * MIB + i * MIB / 30)).flat()).isFalse();
  }

  @Test
  void aProcessThatShrinksIsFlat() {
    assertThat(trend(hour(i -> 1000 * MIB - i * MIB)).flat()).isTrue();
  }
}
