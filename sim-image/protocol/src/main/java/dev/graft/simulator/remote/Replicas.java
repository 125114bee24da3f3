package dev.graft.simulator.remote;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The replicas of a simulator. Requests go around the circle; one that a replica cannot take, being
 * full or unreachable, is offered to the next. Thread-safe.
 */
final class Replicas {
  private final List<Replica> replicas;
  private final Duration connectWithin;
  private final AtomicInteger next;

  Replicas(List<Replica> replicas, Duration connectWithin, int first) {
    this.replicas = List.copyOf(replicas);
    this.connectWithin = connectWithin;
    this.next = new AtomicInteger(first);
  }

  /**
   * The answer of the first replica that takes the request. When none can be reached, waits for one
   * and asks all once more.
   *
   * @throws SimulatorException of the last replica when none took it
   */
  <T> T firstToTake(Function<Replica, T> request) {
    try {
      return askAll(request);
    } catch (SimulatorException unreachable) {
      if (unreachable.reason() != Reason.Lost || !anyBecomesReady()) {
        throw unreachable;
      }
      return askAll(request);
    }
  }

  private <T> T askAll(Function<Replica, T> request) {
    SimulatorException last = new SimulatorException(Reason.Lost, "no simulator was asked");
    for (Replica replica : inTurn()) {
      try {
        return request.apply(replica);
      } catch (SimulatorException refused) {
        if (refused.reason() != Reason.Lost && refused.reason() != Reason.Exhausted) {
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

  private List<Replica> inTurn() {
    int first = Math.floorMod(next.getAndIncrement(), replicas.size());
    List<Replica> turn = new ArrayList<>(replicas.subList(first, replicas.size()));
    turn.addAll(replicas.subList(0, first));
    return turn;
  }

  private boolean anyBecomesReady() {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    replicas.forEach(replica -> watch(replica.channel(), ready));
    try {
      ready.get(connectWithin.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException patienceIsOver) {
      return false;
    } catch (InterruptedException interrupted) {
      throw Failures.interrupted(interrupted);
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    } finally {
      ready.cancel(false);
    }
  }

  private static void watch(ManagedChannel channel, CompletableFuture<Void> ready) {
    ConnectivityState state = channel.getState(/* requestConnection= */ true);
    if (state == ConnectivityState.READY) {
      ready.complete(null);
    } else if (state != ConnectivityState.SHUTDOWN && !ready.isDone()) {
      channel.notifyWhenStateChanged(state, () -> watch(channel, ready));
    }
  }

  void shutDown() {
    replicas.forEach(replica -> replica.channel().shutdownNow());
  }
}
