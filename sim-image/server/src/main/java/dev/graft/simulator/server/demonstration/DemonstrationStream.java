package dev.graft.simulator.server.demonstration;

import dev.graft.simulator.server.environment.EnvironmentPool;
import dev.graft.simulator.server.environment.Workers;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.server.task.Outcomes;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Demonstration;
import dev.graft.suites.Environment;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.CancellationException;

/**
 * One call for demonstrations: runs episodes on the workers and sends them as fast as the reader
 * takes them. When the reader rests, so do the workers, once the window of waiting episodes is
 * full.
 */
public final class DemonstrationStream {
  /** Enough for every thread to finish a task of its own while the first is being sent. */
  private static final int LARGEST_WINDOW = 256;

  private final Order order;
  private final EnvironmentPool pool;
  private final Workers workers;
  private final ServerCallStreamObserver<Demonstration> call;
  private final Schedule schedule;
  private int running;
  private volatile boolean over;

  private DemonstrationStream(
      Order order,
      EnvironmentPool pool,
      Workers workers,
      ServerCallStreamObserver<Demonstration> call) {
    this.order = order;
    this.pool = pool;
    this.workers = workers;
    this.call = call;
    this.schedule = new Schedule(order, window(order, workers.threads()));
  }

  private static int window(Order order, int threads) {
    int ownTaskEach = (int) Math.min(LARGEST_WINDOW, (long) threads * order.perTask());
    return Math.max(ownTaskEach, 2 * threads);
  }

  /**
   * Begins to answer a call; returns at once.
   *
   * @throws io.grpc.StatusRuntimeException when the request is wrong
   */
  public static void begin(
      CollectDemonstrationsRequest request,
      Catalogue catalogue,
      EnvironmentPool pool,
      Workers workers,
      ServerCallStreamObserver<Demonstration> call) {
    Order order = Order.of(request, catalogue);
    DemonstrationStream stream = new DemonstrationStream(order, pool, workers, call);
    call.setOnCancelHandler(stream::cancel);
    call.setOnReadyHandler(stream::advance);
    stream.advance();
  }

  private void cancel() {
    over = true;
  }

  /** Sends what can be sent, then begins what can be begun. */
  private synchronized void advance() {
    try {
      send();
      begin();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void send() {
    while (!over && call.isReady()) {
      Demonstration next = schedule.nextToSend(order);
      if (next == null) {
        break;
      }
      call.onNext(next);
    }
    if (!over && schedule.complete()) {
      over = true;
      call.onCompleted();
    }
  }

  private void begin() {
    while (!over && running < workers.threads()) {
      Attempt attempt = schedule.next(pool::hasIdle);
      if (attempt == null) {
        return;
      }
      workers.submit(() -> run(attempt));
      running++;
    }
  }

  private void run(Attempt attempt) {
    if (over) {
      return;
    }
    try {
      Episode episode = inEnvironment(attempt);
      finish(attempt, episode);
    } catch (CancellationException reported) {
      // the call is over; nobody waits for this episode
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private Episode inEnvironment(Attempt attempt) {
    Environment environment = pool.lease(attempt.task());
    boolean sound = false;
    try {
      Episode episode =
          ScriptedEpisode.run(order, attempt.task(), attempt.goalIndex(), environment, () -> over);
      sound = true;
      return episode;
    } catch (CancellationException stopped) {
      sound = true;
      throw stopped;
    } finally {
      if (sound) {
        pool.giveBack(attempt.task(), environment);
      } else {
        environment.close();
      }
    }
  }

  private synchronized void finish(Attempt attempt, Episode episode) {
    running--;
    schedule.finish(attempt, episode);
    advance();
  }

  private synchronized void fail(Throwable failure) {
    if (!over) {
      over = true;
      call.onError(Outcomes.of(failure));
    }
  }
}
