package dev.graft.simulator.remote;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.v1.Demonstration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some tasks of a collection, from one replica at a time. When it is lost, another is asked for the
 * rest: no episode comes twice, none is missing, and what is simulated again is only what the lost
 * one had not sent.
 */
final class Share implements AutoCloseable {
  private static final String AWAITED = "demonstration";

  private final Replicas replicas;
  private final Patience patience;
  private final Received received;
  private Stream stream;
  private @Nullable Demonstration ahead;

  /** The episodes that one replica sends. */
  private record Stream(Replica replica, Conversation<?, Demonstration> conversation) {}

  /** Begins at this replica; it works from now on, and {@link #next} finds out whether it does. */
  Share(Replicas replicas, Patience patience, Received received, Replica first) {
    this.replicas = replicas;
    this.patience = patience;
    this.received = received;
    this.stream = begin(first);
  }

  private Stream begin(Replica replica) {
    var call = replica.stub().collectDemonstrations(received.rest());
    return new Stream(replica, new Conversation<>(call, replica.address(), patience.answer()));
  }

  /** Waits until the next episode is here, from whatever replica can serve. */
  void fetch() {
    if (ahead == null) {
      ahead = receive();
    }
  }

  /** The next episode. */
  Demonstration next() {
    fetch();
    Demonstration next = Objects.requireNonNull(ahead);
    ahead = null;
    return next;
  }

  /** Whether the episode fetched last was not the last of its task. */
  boolean inTask() {
    return received.inTask();
  }

  private Demonstration receive() {
    Demonstration next;
    try {
      next = stream.conversation().answer(AWAITED);
    } catch (SimulatorException end) {
      if (end.reason() != Reason.Lost && end.reason() != Reason.Exhausted) {
        throw end;
      }
      next = takenOver(end);
    }
    received.add(next, stream.replica().address());
    return next;
  }

  private Demonstration takenOver(SimulatorException end) {
    stream.conversation().close();
    if (!received.any()) {
      return replicas.firstToTake(this::firstFrom);
    }
    if (patience.losses() == 0) {
      throw end;
    }
    try {
      return replicas.firstToTakeOver(stream.replica(), this::firstFrom);
    } catch (SimulatorException none) {
      none.addSuppressed(end);
      throw none;
    }
  }

  private Demonstration firstFrom(Replica replica) {
    stream = begin(replica);
    return stream.conversation().answer(AWAITED);
  }

  /** Hears the end of the call after the last episode. */
  void finish() {
    try {
      Demonstration more = stream.conversation().receive("end");
      if (more != null) {
        received.add(more, stream.replica().address());
      }
    } catch (SimulatorException end) {
      if (end.reason() == Reason.Failed || end.reason() == Reason.Interrupted) {
        throw end;
      }
      // lost, with everything received
    }
  }

  /** Ends the call when it is not over: the simulator stops its work. */
  @Override
  public void close() {
    stream.conversation().close();
  }
}
