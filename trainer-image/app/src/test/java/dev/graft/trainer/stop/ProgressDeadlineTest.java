package dev.graft.trainer.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDeadlineTest {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger missed = new AtomicInteger();
  private final List<TrainerEvent> heard = new ArrayList<>();
  private final ProgressDeadline deadline =
      new ProgressDeadline(LIMIT, heard::add, now::get, missed::incrementAndGet);

  @Test
  void phaseThatStandsStillMissesIt() {
    deadline.emit(progress(1, 10));
    pass(LIMIT.plusSeconds(1));

    assertThat(missed).hasValue(1);
  }

  @Test
  void phaseThatAdvancesMeetsIt() {
    for (int done = 1; done < 10; done++) {
      deadline.emit(progress(done, 10));
      pass(LIMIT.minusSeconds(1));
    }

    assertThat(missed).hasValue(0);
  }

  @Test
  void stageThatWaitsBetweenPhasesMeetsIt() {
    pass(LIMIT.multipliedBy(2));
    deadline.emit(progress(10, 10));
    pass(LIMIT.multipliedBy(2));

    assertThat(missed).hasValue(0);
  }

  @Test
  void noteIsNoProgress() {
    deadline.emit(progress(1, 10));
    now.addAndGet(LIMIT.toNanos());
    deadline.emit(new TrainerEvent.Note("still here"));
    pass(Duration.ofSeconds(1));

    assertThat(missed).hasValue(1);
    assertThat(heard).hasSize(2);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    deadline.check();
  }

  private static TrainerEvent progress(long done, long total) {
    return new TrainerEvent.Progress(Phase.Adapt, done, total, null, null, null, null, null);
  }
}
