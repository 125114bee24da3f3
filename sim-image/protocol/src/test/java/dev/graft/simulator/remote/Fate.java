package dev.graft.simulator.remote;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** At which messages of a test, counted over all its replicas, the one that has it dies. */
final class Fate {
  /** When, with regard to the answer. */
  enum Moment {
    /** The message was received, perhaps acted on; its answer is lost. */
    BeforeTheAnswer,
    /** The answer goes out, and nothing after it. */
    AfterTheAnswer
  }

  private final Moment moment;
  private final Set<Integer> deaths = new HashSet<>();
  private final AtomicInteger messages = new AtomicInteger();

  /** Deaths at so many messages after the start, or after the last death. */
  Fate(Moment moment, int... gaps) {
    this.moment = moment;
    int[] sums = gaps.clone();
    Arrays.parallelPrefix(sums, Integer::sum);
    IntStream.of(sums).forEach(deaths::add);
  }

  /** Nobody dies. */
  static Fate kind() {
    return new Fate(Moment.BeforeTheAnswer);
  }

  Moment moment() {
    return moment;
  }

  /** Messages so far. */
  int messages() {
    return messages.get();
  }

  /** Counts a message; whether it is somebody's last. */
  synchronized boolean strikes() {
    boolean last = deaths.contains(messages.incrementAndGet());
    deaths.remove(messages.get());
    return last;
  }
}
