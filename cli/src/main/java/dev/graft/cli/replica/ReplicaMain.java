package dev.graft.cli.replica;

import dev.graft.simulator.server.SimulatorMain;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** The simulator pod's main, as a process that lives no longer than its parent. */
final class ReplicaMain {
  /** More than the server takes to end its calls. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  private ReplicaMain() {}

  /**
   * Serves until SIGTERM, or until standard input ends.
   *
   * @param arguments of {@link SimulatorMain}
   */
  public static void main(String[] arguments) {
    // Ctrl-C in a terminal reaches every process; the trainers still need this one to leave well.
    for (String signal : List.of("INT", "HUP")) {
      Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
    }
    Thread.ofPlatform().daemon().name("lifeline").start(ReplicaMain::leaveWithParent);
    SimulatorMain.main(arguments);
  }

  /** Standard input ends when the parent does, however it ended. */
  private static void leaveWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("the parent's pipe broke: " + e.getMessage());
    }
    CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
    System.exit(0);
  }
}
