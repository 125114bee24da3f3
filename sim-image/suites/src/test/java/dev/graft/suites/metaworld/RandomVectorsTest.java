package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomVectorsTest {
  private static final Definition REACH = Reach.DEFINITION;

  @Test
  void vectorsDependOnTaskSeedAndIndexAlone() {
    double[] vector = RandomVectors.draw(REACH, 7, 3);
    assertThat(RandomVectors.draw(REACH, 7, 3)).isEqualTo(vector);
    assertThat(RandomVectors.draw(REACH, 7, 4)).isNotEqualTo(vector);
    assertThat(RandomVectors.draw(REACH, 8, 3)).isNotEqualTo(vector);
    assertThat(RandomVectors.draw(PickPlace.DEFINITION, 7, 3)).isNotEqualTo(vector);
  }

  /**
   * From Python: {@code d = hashlib.sha256(b"door-lock-v3\0" + struct.pack(">qii", -1, 5,
   * 0)).digest(); u = [(n >> 11) / 2**53 for n in struct.unpack(">4Q", d)]; low + (high - low) *
   * u}.
   */
  @Test
  void vectorsAreThoseThatTheDocumentationDefines() {
    assertThat(RandomVectors.draw(DoorLock.DEFINITION, -1, 5))
        .containsExactly(DOOR_LOCK_X, DOOR_LOCK_Y, .15);
  }

  private static final double DOOR_LOCK_X = -0.05880377661617234;
  private static final double DOOR_LOCK_Y = 0.8278950836217691;

  @Test
  void vectorsFillTheirBoxEvenly() {
    int count = 2_000;
    double[] xs =
        IntStream.range(0, count)
            .mapToDouble(i -> RandomVectors.draw(DoorLock.DEFINITION, 0, i)[0])
            .toArray();
    assertThat(Arrays.stream(xs).boxed()).allMatch(x -> x >= -.1 && x <= .1);
    // The mean of n uniform numbers on [-.1, .1] deviates by .2 / sqrt(12 n) = .0013.
    assertThat(Arrays.stream(xs).average().orElseThrow()).isCloseTo(0, within(.005));
    assertThat(Arrays.stream(xs).map(x -> x * x).average().orElseThrow())
        .isCloseTo(.01 / 3, within(.0003));
  }

  @Test
  void objectAndGoalAreKeptApart() {
    assertThat(IntStream.range(0, 500).mapToObj(i -> RandomVectors.draw(REACH, 0, i)))
        .allMatch(v -> Math.hypot(v[0] - v[3], v[1] - v[4]) >= .15);
  }

  @Test
  void aNegativeIndexIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomVectors.draw(REACH, 0, -1))
        .withMessageContaining("index is -1");
  }
}
