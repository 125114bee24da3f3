package dev.graft.cli.bench.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static final Map<String, Integer> EXPECTED = Map.of("point loss at 1 = 0.5", 1);

  @Test
  void seesNoneWhereAllIsTheSame() {
    assertThat(Differences.of("attempt", EXPECTED, EXPECTED)).isEmpty();
  }

  @Test
  void seesWhatIsLost() {
    assertThat(Differences.of("attempt", EXPECTED, Map.of()))
        .containsExactly("attempt: point loss at 1 = 0.5: 0 times, not 1");
  }

  @Test
  void seesWhatIsThereTwice() {
    assertThat(Differences.of("attempt", EXPECTED, Map.of("point loss at 1 = 0.5", 2)))
        .containsExactly("attempt: point loss at 1 = 0.5: 2 times, not 1");
  }

  @Test
  void seesAnotherValue() {
    assertThat(Differences.of("attempt", EXPECTED, Map.of("point loss at 1 = 0.6", 1))).hasSize(2);
  }
}
