package dev.graft.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.event.TrainerEvent.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BarsTest {
  private static final String REDRAW_ONE = "\u001b[1A\r\u001b[J";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Bars bars =
      new Bars(new PrintStream(written, true, StandardCharsets.UTF_8), 100, () -> now);

  @Test
  void aHalfDonePhaseFillsHalfItsBar() {
    bars.show("backbone", new Progress(Phase.Evaluate, 10, 20, null, null, null, 0.9, 61.0));

    assertThat(text())
        .isEqualTo(
            "backbone  "
                + "█".repeat(12)
                + "░".repeat(12)
                + "  evaluate   50 %  10/20 episodes  success 0.90  ETA 1:01\n");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    bars.show("a".repeat(90), new Progress(Phase.Adapt, 1, 2, 1, 2, 0.5, null, 3661.0));

    assertThat(text().stripTrailing()).hasSizeLessThan(100).endsWith("…");
  }

  @Test
  void aBarIsDrawnOverTheFormerOneNotMoreThanTenTimesASecond() {
    bars.show("a", progress(1));
    bars.show("a", progress(2));
    now = now.plusMillis(100);
    bars.show("a", progress(3));

    assertThat(text().split(java.util.regex.Pattern.quote(REDRAW_ONE), -1)).hasSize(2);
    assertThat(text()).contains("3/100").doesNotContain("2/100");
  }

  @Test
  void messagesStayAboveTheBars() {
    bars.show("a", progress(1));
    bars.message("hello");

    assertThat(text()).contains(REDRAW_ONE + "hello\na ");
  }

  @Test
  void theBarsAreAwayWhileSomethingElsePrints() {
    bars.show("a", progress(1));
    String before = text();
    bars.above(() -> assertThat(text()).isEqualTo(before + REDRAW_ONE));

    assertThat(text()).startsWith(before + REDRAW_ONE + "a ");
  }

  @Test
  void anEndedStageLeavesALineInsteadOfItsBar() {
    bars.show("a", progress(1));
    bars.ended("a", "done in 0:12");
    bars.close();

    assertThat(text()).endsWith(REDRAW_ONE + "a: done in 0:12\n");
  }

  private static Progress progress(long done) {
    return new Progress(Phase.Adapt, done, 100, null, null, null, null, null);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
