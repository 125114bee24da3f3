package dev.graft.crd.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("door-lock-v3", "door-unlock-v3", "reach-v3");

  @Test
  void findsTheNameWithOneLetterMissing() {
    assertThat(NearestName.of("door-lok-v3", NAMES)).contains("door-lock-v3");
  }

  @Test
  void ignoresCapitals() {
    assertThat(NearestName.of("REACH-V3", NAMES)).contains("reach-v3");
  }

  @Test
  void doesNotGuessWhenNothingIsNear() {
    assertThat(NearestName.of("hammer-the-nail", NAMES)).isEmpty();
  }
}
