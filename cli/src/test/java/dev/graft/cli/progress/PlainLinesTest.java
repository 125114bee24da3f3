package dev.graft.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.event.TrainerEvent.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final PlainLines lines =
      new PlainLines(new PrintStream(written, true, StandardCharsets.UTF_8), () -> now);

  @Test
  void aLineSaysHowFarTheStageIs() {
    lines.show("backbone", new Progress(Phase.Pretrain, 570, 1000, 3, 5, 0.03121, null, 42.4));

    assertThat(text())
        .isEqualTo("backbone: pretrain   57 %  570/1000 steps  epoch 3/5  loss 0.0312  ETA 0:42\n");
  }

  @Test
  void aStageSpeaksEveryFiveSecondsOnly() {
    for (int second = 0; second < 12; second++) {
      lines.show("a", progress(Phase.Collect, second));
      now = now.plusSeconds(1);
    }

    assertThat(text().lines()).hasSize(3);
  }

  @Test
  void aNewPhaseAndItsEndAreAlwaysShown() {
    lines.show("a", progress(Phase.Collect, 1));
    lines.show("a", progress(Phase.Pretrain, 1));
    lines.show("a", progress(Phase.Pretrain, 100));

    assertThat(text().lines()).hasSize(3);
  }

  @Test
  void stagesDoNotSilenceEachOther() {
    lines.show("a", progress(Phase.Adapt, 1));
    lines.show("b", progress(Phase.Adapt, 1));

    assertThat(text().lines()).hasSize(2);
  }

  @Test
  void notesAreShownAtOnce() {
    lines.show("a", new TrainerEvent.Note("no pictures: install libosmesa6"));

    assertThat(text()).isEqualTo("a: no pictures: install libosmesa6\n");
  }

  @Test
  void oneJobOfSeveralHasItsNameBeforeThoseOfItsParts() {
    ProgressDisplay lora = lines.ofJob("lora");

    lora.show("backbone", progress(Phase.Adapt, 1));
    lora.ended("backbone", "done");
    lora.partMessage("simulator-0: killed");
    lora.message("lora: recorded");

    assertThat(text().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("lora/backbone: adapt"),
            line -> assertThat(line).isEqualTo("lora/backbone: done"),
            line -> assertThat(line).isEqualTo("lora/simulator-0: killed"),
            line -> assertThat(line).isEqualTo("lora: recorded"));
  }

  private static Progress progress(Phase phase, long done) {
    return new Progress(phase, done, 100, null, null, null, null, null);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
