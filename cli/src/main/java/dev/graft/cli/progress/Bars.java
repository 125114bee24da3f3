package dev.graft.cli.progress;

import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bar for every stage at work, at the bottom of the terminal; lines that stay scroll above them.
 */
final class Bars implements ProgressDisplay {
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_TO_END = "\r\u001b[J";

  private final PrintStream out;
  private final int columns;
  private final InstantSource clock;
  private final Map<String, Progress> working = new LinkedHashMap<>();
  private int drawn;
  private Instant drawnAt = Instant.EPOCH;

  Bars(PrintStream out, int columns, InstantSource clock) {
    this.out = out;
    this.columns = columns;
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
    Progress before = working.put(stage, progress);
    boolean turns = before == null || before.phase() != progress.phase();
    if (turns || !clock.instant().isBefore(drawnAt.plus(INTERVAL))) {
      redraw("");
    }
  }

  @Override
  public synchronized void ended(String stage, String how) {
    working.remove(stage);
    message(stage + ": " + how);
  }

  @Override
  public synchronized void message(String line) {
    redraw(line + System.lineSeparator());
  }

  @Override
  public synchronized void above(Runnable printing) {
    out.print(erasure());
    out.flush();
    drawn = 0;
    printing.run();
    redraw("");
  }

  @Override
  public synchronized void close() {
    working.clear();
    redraw("");
  }

  // One write, so that nothing flickers.
  private void redraw(String above) {
    StringBuilder text = new StringBuilder(erasure()).append(above);
    int nameWidth = working.keySet().stream().mapToInt(String::length).max().orElse(0);
    working.forEach(
        (stage, progress) ->
            text.append(StageLine.bar(stage, nameWidth, progress, columns))
                .append(System.lineSeparator()));
    out.print(text);
    out.flush();
    drawn = working.size();
    drawnAt = clock.instant();
  }

  private String erasure() {
    return drawn > 0 ? String.format(UP, drawn) + CLEAR_TO_END : "";
  }
}
