package dev.graft.cli.progress;

import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.event.TrainerEvent.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line per stage every few seconds, and one at each phase's start and end. */
final class PlainLines implements ProgressDisplay {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private record Shown(Phase phase, Instant at) {}

  private final PrintStream out;
  private final InstantSource clock;
  private final Map<String, Shown> shown = new HashMap<>();

  PlainLines(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public synchronized void show(String stage, TrainerEvent event) {
    switch (event) {
      case Progress progress -> show(stage, progress);
      case TrainerEvent.Note note -> message(stage + ": " + note.message());
      case TrainerEvent.Finished finished -> {}
    }
  }

  private void show(String stage, Progress progress) {
    Instant now = clock.instant();
    if (isDue(shown.get(stage), progress, now)) {
      shown.put(stage, new Shown(progress.phase(), now));
      message(stage + ": " + StageLine.text(progress));
    }
  }

  private static boolean isDue(@Nullable Shown last, Progress progress, Instant now) {
    return last == null
        || last.phase() != progress.phase()
        || progress.done() >= progress.total()
        || !now.isBefore(last.at().plus(INTERVAL));
  }

  @Override
  public synchronized void ended(String stage, String how) {
    shown.remove(stage);
    message(stage + ": " + how);
  }

  @Override
  public synchronized void message(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public synchronized void above(Runnable printing) {
    printing.run();
  }

  @Override
  public void close() {}
}
