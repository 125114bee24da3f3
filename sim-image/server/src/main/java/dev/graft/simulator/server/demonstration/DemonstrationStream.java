package dev.graft.simulator.server.demonstration;

import dev.graft.simulator.server.environment.EnvironmentPool;
import dev.graft.simulator.server.environment.Workers;
import dev.graft.simulator.server.idle.IdleTimer;
import dev.graft.simulator.server.metrics.SimulatorMetrics;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.server.task.Outcomes;
import dev.graft.simulator.server.task.Refusals;
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

  /**
   * What the collections of a server share.
   *
   * @param catalogue of tasks
   * @param pool of environments
   * @param admission to the server
   * @param workers that run the episodes
   * @param idle ends collections that nobody reads
   * @param metrics count what is sent
   */
  public record Resources(
      Catalogue catalogue,
      EnvironmentPool pool,
      Admission admission,
      Workers workers,
      IdleTimer idle,
      SimulatorMetrics metrics) {}

  private final Order order;
  private final Resources resources;
  private final ServerCallStreamObserver<Demonstration> call;
  private final Schedule schedule;
  private final IdleTimer.Watch watch;
  private int running;
  private volatile boolean over;

  private DemonstrationStream(
      Order order, Resources resources, ServerCallStreamObserver<Demonstration> call) {
    this.order = order;
    this.resources = resources;
    this.call = call;
    this.schedule = new Schedule(order, window(order, resources.workers().threads()));
    this.watch = resources.idle().watch(() -> !call.isReady(), this::endUnread);
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
      Resources resources,
      ServerCallStreamObserver<Demonstration> call) {
    Order order = Order.of(request, resources.catalogue());
    resources.admission().enter();
    resources.metrics().collectionOpened();
    DemonstrationStream stream = new DemonstrationStream(order, resources, call);
    call.setOnCancelHandler(stream::cancel);
    call.setOnReadyHandler(stream::advance);
    stream.advance();
  }

  private synchronized void cancel() {
    end();
  }

  /** Once: what runs is not waited for, it holds no place among the collections. */
  private void end() {
    if (!over) {
      over = true;
      watch.stop();
      resources.admission().leave();
      resources.metrics().collectionClosed();
    }
  }

  private void endUnread() {
    fail(Refusals.idle("the collection was not read", resources.idle().limit()));
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
      watch.sign();
      resources.metrics().demonstrated();
    }
    if (!over && schedule.complete()) {
      end();
      call.onCompleted();
    }
  }

  private void begin() {
    while (!over && running < resources.workers().threads()) {
      Attempt attempt = schedule.next(resources.pool()::hasIdle);
      if (attempt == null) {
        return;
      }
      resources.workers().submit(() -> run(attempt));
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
    Environment environment = resources.pool().lease(attempt.task());
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
        resources.pool().giveBack(attempt.task(), environment);
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
      end();
      call.onError(Outcomes.of(failure));
    }
  }
}
