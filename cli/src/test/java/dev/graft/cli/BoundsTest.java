package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class BoundsTest {
  @Test
  void bothEndsAreWithin() {
    assertThatCode(
            () -> {
              Bounds.requireWithin("--size", 16, 16, 2048);
              Bounds.requireWithin("--size", 2048, 16, 2048);
              Bounds.requirePositive("--rounds", 1);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsOutsideIsAnsweredByOptionValueAndBounds() {
    assertThatThrownBy(() -> Bounds.requireWithin("--size", 15, 16, 2048))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("--size is 15: give 16 to 2048");
    assertThatThrownBy(() -> Bounds.requireWithin("--size", 2049, 16, 2048))
        .hasMessage("--size is 2049: give 16 to 2048");
    assertThatThrownBy(() -> Bounds.requirePositive("--rounds", 0))
        .hasMessage("--rounds is 0: give 1 or more");
  }
}
