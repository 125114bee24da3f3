package dev.graft.simulator.server.rollout;

import static dev.graft.simulator.server.task.Refusals.misplaced;

import dev.graft.simulator.server.environment.Crew;
import dev.graft.simulator.server.environment.EnvironmentPool;
import dev.graft.simulator.server.environment.Workers;
import dev.graft.simulator.server.idle.IdleTimer;
import dev.graft.simulator.server.metrics.SimulatorMetrics;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.server.task.Outcomes;
import dev.graft.simulator.server.task.Refusals;
import dev.graft.simulator.v1.OpenSession;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One rollout call. The next request is asked of gRPC only after the answer to the last, so that a
 * client that sends many ahead waits in its own flow control. However the call ends, its session is
 * closed first and the client hears of the end after that.
 */
public final class RolloutStream implements StreamObserver<RolloutRequest> {
  /**
   * What the streams of a server share.
   *
   * @param catalogue of tasks
   * @param pool of environments
   * @param room for them
   * @param openers threads for opening environments, which takes long
   * @param resetters threads for resetting them, which must not wait for the former
   * @param steppers threads for stepping them, which must wait for neither
   * @param idle ends sessions without requests
   * @param metrics count what is done
   */
  public record Resources(
      Catalogue catalogue,
      EnvironmentPool pool,
      Room room,
      Workers openers,
      Workers resetters,
      Crew steppers,
      IdleTimer idle,
      SimulatorMetrics metrics) {}

  private final Resources resources;
  private final ServerCallStreamObserver<RolloutResponse> call;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final IdleTimer.Watch watch;
  private volatile @Nullable Session session;
  private volatile boolean answering;
  private CompletableFuture<?> answered = CompletableFuture.completedFuture(null);

  private RolloutStream(Resources resources, ServerCallStreamObserver<RolloutResponse> call) {
    this.resources = resources;
    this.call = call;
    this.watch = resources.idle().watch(() -> !answering, this::endIdle);
  }

  /** Begins a call; must run before it returns to gRPC. */
  public static RolloutStream begin(
      Resources resources, ServerCallStreamObserver<RolloutResponse> call) {
    RolloutStream stream = new RolloutStream(resources, call);
    call.disableAutoRequest();
    call.setOnCancelHandler(() -> stream.end(() -> {}));
    call.request(1);
    return stream;
  }

  @Override
  public void onNext(RolloutRequest request) {
    answering = true;
    try {
      answered = answer(request).handle(this::send);
    } catch (RuntimeException refusal) {
      fail(refusal);
    }
  }

  private CompletableFuture<RolloutResponse> answer(RolloutRequest request) {
    return switch (request.getRequestCase()) {
      case OPEN -> open(request.getOpen());
      case RESET -> opened("reset").reset(request.getReset(), resources.resetters());
      case STEP ->
          opened("step").step(request.getStep(), resources.steppers(), resources.resetters());
      case REQUEST_NOT_SET ->
          throw misplaced("the request is empty", "give one of open, reset and step");
    };
  }

  private CompletableFuture<RolloutResponse> open(OpenSession open) {
    if (session != null) {
      throw misplaced("open came twice", "a stream has one session; begin another stream");
    }
    var tasks = resources.catalogue().tasks("open.", open.getSuite(), open.getTasksList());
    var cameras = CameraRequests.read(open.getCamerasList(), tasks);
    Session opened =
        new Session(tasks, cameras, resources.pool(), resources.room(), resources.metrics());
    session = opened;
    if (ended.get()) {
      var _ = opened.close(); // the cancellation came before there was a session to close
    }
    return opened.open(resources.openers());
  }

  private Session opened(String field) {
    Session opened = session;
    if (opened == null) {
      throw misplaced(field + " came first", "send open before it");
    }
    return opened;
  }

  private @Nullable Void send(@Nullable RolloutResponse answer, @Nullable Throwable failure) {
    if (failure != null) {
      fail(failure);
    } else if (answer != null) {
      speak(answer);
    }
    return null;
  }

  /** One at a time: the idle timer may end the call from its own thread. */
  private synchronized void speak(RolloutResponse answer) {
    if (!ended.get()) {
      call.onNext(answer);
      watch.sign();
      answering = false;
      call.request(1);
    }
  }

  private synchronized void speakLast(Runnable farewell) {
    farewell.run();
  }

  private void endIdle() {
    fail(Refusals.idle("the session had no request", resources.idle().limit()));
  }

  private void fail(Throwable failure) {
    end(() -> call.onError(Outcomes.of(failure)));
  }

  /** The connection was lost or the client gave up. */
  @Override
  public void onError(Throwable disconnected) {
    end(() -> {});
  }

  /** The client is done; it still gets the answer to its last request. */
  @Override
  public void onCompleted() {
    var _ = answered.whenComplete((done, failure) -> end(call::onCompleted));
  }

  private void end(Runnable farewell) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    watch.stop();
    Session open = session;
    if (open == null) {
      speakLast(farewell);
    } else {
      var _ = open.close().whenComplete((released, failure) -> speakLast(farewell));
    }
  }
}
