package dev.graft.operator.app;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The life of an operator that is killed at one of its writes, whichever server that is for: what
 * it asks for afterwards arrives nowhere. Its connections share it. Thread-safe.
 */
final class Mortality {
  /** When, at the write. */
  enum Moment {
    /** It never arrives. */
    BEFORE_THE_WRITE,
    /** It takes effect, and its answer is lost. */
    AFTER_THE_WRITE
  }

  private final Moment moment;
  private final AtomicInteger writesLeft;
  private volatile boolean dead;

  /** Ends at this write, counted from 1. */
  Mortality(int write, Moment moment) {
    this.moment = moment;
    this.writesLeft = new AtomicInteger(write);
  }

  /** A life that nothing ends. */
  static Mortality none() {
    return new Mortality(Integer.MAX_VALUE, Moment.BEFORE_THE_WRITE);
  }

  boolean dead() {
    return dead;
  }

  /** Whether a request still leaves. */
  boolean leaves(boolean write) {
    return lives(write, Moment.BEFORE_THE_WRITE);
  }

  /** Whether the answer to a request, which has taken effect, is still taken notice of. */
  boolean isAnswered(boolean write) {
    return lives(write, Moment.AFTER_THE_WRITE);
  }

  private boolean lives(boolean write, Moment now) {
    if (write && moment == now && !dead && writesLeft.decrementAndGet() == 0) {
      dead = true;
    }
    return !dead;
  }
}
