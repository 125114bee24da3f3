package dev.graft.simulator.remote;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The replicas of a simulator. Requests go around the circle; one that a replica cannot take, being
 * full or unreachable, is offered to the next. Thread-safe.
 */
final class Replicas {
  /** Waits between two rounds double from the first to the longest. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private static final Set<Reason> PASSED_OVER = EnumSet.of(Reason.Lost, Reason.Exhausted);

  private final List<Replica> replicas;
  private final Duration connectWithin;
  private final Waiting waiting;
  private final AtomicInteger next;
  private volatile boolean closed;

  Replicas(List<Replica> replicas, Duration connectWithin, Waiting waiting, int first) {
    this.replicas = List.copyOf(replicas);
    this.connectWithin = connectWithin;
    this.waiting = waiting;
    this.next = new AtomicInteger(first);
  }

  /**
   * The answer of the first replica that takes a new request. When none can be reached, asks all
   * again until one can; when those that can are full, it says so at once: the caller may ask for
   * less.
   *
   * @throws SimulatorException of the last replica when none took it
   */
  <T> T firstToTake(Function<Replica, T> request) {
    return ask(inTurn(), request, EnumSet.of(Reason.Lost));
  }

  /**
   * The answer of the first replica that takes over a request which another has begun. The lost one
   * is asked last, for it may have been started again. A full replica is worth waiting for too:
   * whatever crowds it may be what the lost one held.
   *
   * @throws SimulatorException of the last replica when none took it
   */
  <T> T firstToTakeOver(Replica lost, Function<Replica, T> request) {
    List<Replica> turn = inTurn();
    turn.remove(lost);
    turn.add(lost);
    return ask(turn, request, PASSED_OVER);
  }

  /** All replicas, each time beginning with another. */
  List<Replica> inTurn() {
    int first = Math.floorMod(next.getAndIncrement(), replicas.size());
    List<Replica> turn = new ArrayList<>(replicas.subList(first, replicas.size()));
    turn.addAll(replicas.subList(0, first));
    return turn;
  }

  private <T> T ask(List<Replica> turn, Function<Replica, T> request, Set<Reason> awaited) {
    long end = waiting.nanoTime() + connectWithin.toNanos();
    for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
      try {
        return askAll(turn, request);
      } catch (SimulatorException refused) {
        Duration left = Duration.ofNanos(end - waiting.nanoTime());
        if (!awaited.contains(refused.reason()) || !left.isPositive() || closed) {
          throw refused;
        }
        pause(pause.compareTo(left) < 0 ? pause : left);
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /** Channels wait longer and longer before they try a dead address again; here is asked now. */
  private void pause(Duration length) {
    try {
      waiting.pause(length);
    } catch (InterruptedException interrupted) {
      throw Failures.interrupted(interrupted);
    }
    replicas.forEach(replica -> replica.channel().resetConnectBackoff());
  }

  private static <T> T askAll(List<Replica> turn, Function<Replica, T> request) {
    SimulatorException last = new SimulatorException(Reason.Lost, "no simulator was asked");
    for (Replica replica : turn) {
      try {
        return request.apply(replica);
      } catch (SimulatorException refused) {
        if (!PASSED_OVER.contains(refused.reason())) {
          throw refused;
        }
        // A full replica says more than an unreachable one: waiting for it to start is no remedy.
        if (last.reason() != Reason.Exhausted || refused.reason() == Reason.Exhausted) {
          last = refused;
        }
      }
    }
    throw last;
  }

  /** Ends what runs and what waits. */
  void shutDown() {
    closed = true;
    replicas.forEach(replica -> replica.channel().shutdownNow());
  }
}
