package dev.graft.simulator.remote;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One streaming call, read by one thread. At most one received message waits here; the rest is held
 * back by gRPC's flow control, so a slow reader slows the simulator down. However a conversation
 * fails, its call is over, and every later use repeats the failure.
 */
final class Conversation<Q, A> implements AutoCloseable {
  /** The far side has only to give its environments back; no reason to wait long for that. */
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  /** A cancelled call ends here at once, whatever the far side does. */
  private static final Duration LETTING_GO = Duration.ofSeconds(1);

  private final BlockingClientCall<Q, A> call;
  private final String address;
  private final Duration patience;
  private @Nullable SimulatorException failure;
  private boolean ended;

  Conversation(BlockingClientCall<Q, A> call, String address, Duration patience) {
    this.call = call;
    this.address = address;
    this.patience = patience;
  }

  /** Sends a message once the connection takes it. */
  void send(Q message) {
    boolean taken =
        attempt(
            "room for a request",
            patience,
            limit -> call.write(message, limit.toNanos(), TimeUnit.NANOSECONDS));
    if (!taken) {
      throw endedEarly();
    }
  }

  /**
   * The next message, or null when the far side has ended the call in good order.
   *
   * @param awaited what it is, for the message when it does not come
   */
  @Nullable A receive(String awaited) {
    return receive(awaited, patience);
  }

  /** The next message; the far side ending the call instead is a failure. */
  A answer(String awaited) {
    A answer = receive(awaited);
    if (answer == null) {
      throw endedEarly();
    }
    return answer;
  }

  private @Nullable A receive(String awaited, Duration limit) {
    // The annotations of gRPC do not say that read returns null at the end.
    @Nullable A message =
        attempt(awaited, limit, wait -> call.read(wait.toNanos(), TimeUnit.NANOSECONDS));
    ended |= message == null;
    return message;
  }

  private <T extends @Nullable Object> T attempt(String awaited, Duration limit, Step<T> step) {
    if (failure != null) {
      throw failure;
    }
    try {
      return step.within(limit);
    } catch (StatusException status) {
      ended = true;
      throw failed(Failures.of(status, address));
    } catch (TimeoutException late) {
      throw abandoned(Failures.late(address, awaited, limit), late);
    } catch (InterruptedException interruption) {
      throw abandoned(Failures.interrupted(interruption), interruption);
    }
  }

  private SimulatorException abandoned(SimulatorException why, Throwable cause) {
    cancel(why.getMessage(), cause);
    return failed(why);
  }

  private SimulatorException failed(SimulatorException why) {
    failure = why;
    return why;
  }

  private SimulatorException endedEarly() {
    ended = true;
    return failed(
        new SimulatorException(
            Reason.Lost, "simulator " + address + " ended the session before its client did"));
  }

  private void cancel(@Nullable String why, @Nullable Throwable cause) {
    ended = true;
    call.cancel(why, cause);
    boolean interrupted = Thread.interrupted();
    letGo();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What had arrived and nobody read holds memory of the connection until it is looked at. */
  private void letGo() {
    try {
      while (call.read(LETTING_GO.toNanos(), TimeUnit.NANOSECONDS) != null) {
        // an answer nobody waits for any more
      }
    } catch (StatusException cancelled) {
      // as it should
    } catch (TimeoutException hanging) {
      // the connection's own end lets go of it
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Says goodbye and waits until the far side has let go of everything, so that the next session
   * finds its environments free. No effect on a call that is over.
   */
  void finish() {
    if (ended) {
      return;
    }
    try {
      call.halfClose();
      while (receive("farewell", FAREWELL) != null) {
        // an answer nobody waits for any more
      }
    } catch (SimulatorException whatever) {
      cancel("the client is done", whatever);
    }
  }

  /** Ends the call at once when it is not over: the far side stops its work. */
  @Override
  public void close() {
    if (!ended) {
      cancel("the client is done", null);
    }
  }

  private interface Step<T extends @Nullable Object> {
    T within(Duration limit) throws StatusException, TimeoutException, InterruptedException;
  }
}
