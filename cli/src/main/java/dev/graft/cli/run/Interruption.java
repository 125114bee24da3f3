package dev.graft.cli.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns the first Ctrl-C (or SIGTERM, SIGHUP) into an orderly stop and the second into an immediate
 * one, until closed.
 */
final class Interruption implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final Map<Signal, SignalHandler> earlier = new HashMap<>();
  private final AtomicInteger received = new AtomicInteger();

  private Interruption(Runnable first, Runnable second) {
    for (String name : SIGNALS) {
      Signal signal = new Signal(name);
      earlier.put(
          signal,
          Signal.handle(
              signal, ignored -> (received.getAndIncrement() == 0 ? first : second).run()));
    }
  }

  /**
   * Listens from now on; both actions run on a thread of their own.
   *
   * @param first what the first signal does
   * @param second what every later one does
   */
  static Interruption listening(Runnable first, Runnable second) {
    return new Interruption(first, second);
  }

  @Override
  public void close() {
    earlier.forEach(Signal::handle);
  }
}
