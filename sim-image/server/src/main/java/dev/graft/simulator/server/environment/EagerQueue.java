package dev.graft.simulator.server.environment;

import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose takers wait awake for a moment when their next piece of work is expected very soon,
 * as in a session whose client answers at once. To wake a thread, and perhaps its processor, takes
 * as long as a step of an environment. Where the work comes more slowly, its takers sleep at once.
 */
final class EagerQueue extends LinkedBlockingQueue<Runnable> {
  private static final long serialVersionUID = 1L;

  /** Some times what a round trip to a client on this machine takes. */
  private static final long SOON_NANOS = 300_000;

  /** So that one long rest is forgotten after a few short ones. */
  private static final long LONGEST_COUNTED = 4 * SOON_NANOS;

  /** How long one taker has waited of late: a moving mean. */
  private static final class Wait {
    private long usualNanos = LONGEST_COUNTED;

    boolean usuallyShort() {
      return usualNanos < SOON_NANOS;
    }

    void add(long nanos) {
      usualNanos += (Math.min(nanos, LONGEST_COUNTED) - usualNanos) / 4;
    }
  }

  @SuppressWarnings("ThreadLocalUsage") // the threads live and die with the queue
  private final transient ThreadLocal<Wait> waits = ThreadLocal.withInitial(Wait::new);

  @Override
  public Runnable take() throws InterruptedException {
    long begin = System.nanoTime();
    Wait wait = waits.get();
    Runnable work = wait.usuallyShort() ? awaitAwake(begin) : null;
    if (work == null) {
      work = super.take();
    }
    wait.add(System.nanoTime() - begin);
    return work;
  }

  private @Nullable Runnable awaitAwake(long begin) {
    Runnable work = poll();
    while (work == null && System.nanoTime() - begin < SOON_NANOS) {
      Thread.onSpinWait();
      work = poll();
    }
    return work;
  }
}
