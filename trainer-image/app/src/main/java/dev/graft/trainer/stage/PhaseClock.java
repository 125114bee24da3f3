package dev.graft.trainer.stage;

import dev.graft.trainer.event.TrainerEvent.Phase;
import java.util.EnumMap;
import java.util.Map;

/** Seconds spent in each phase, those before a restart included. */
final class PhaseClock {
  private final Map<Phase, Double> seconds = new EnumMap<>(Phase.class);

  /** Starts from what earlier processes spent. */
  void add(Map<Phase, Double> earlier) {
    earlier.forEach((phase, spent) -> seconds.merge(phase, spent, Double::sum));
  }

  /** Counts what runs until the returned lap is closed. */
  Lap start(Phase phase) {
    return new Lap(phase, System.nanoTime());
  }

  Map<Phase, Double> seconds() {
    return Map.copyOf(seconds);
  }

  /** Time that runs. */
  final class Lap implements AutoCloseable {
    private final Phase phase;
    private long since;

    private Lap(Phase phase, long since) {
      this.phase = phase;
      this.since = since;
    }

    /** Counts the time up to now. */
    void split() {
      long now = System.nanoTime();
      seconds.merge(phase, (now - since) / 1e9, Double::sum);
      since = now;
    }

    /** Leaves out the time since the last split: another lap has counted it. */
    void skip() {
      since = System.nanoTime();
    }

    @Override
    public void close() {
      split();
    }
  }
}
