package dev.graft.simulator.server.rollout;

import static dev.graft.simulator.server.task.Refusals.invalid;

import dev.graft.simulator.server.environment.Crew;
import dev.graft.simulator.server.environment.EnvironmentPool;
import dev.graft.simulator.server.environment.Workers;
import dev.graft.simulator.server.metrics.SimulatorMetrics;
import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.v1.ResetEnvironments;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.simulator.v1.StepEnvironments;
import dev.graft.suites.Environment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The environments of one stream. One request at a time: the caller waits for the answer before the
 * next. Closing may come at any time, from any thread; what runs then is let finish its step, and
 * only after that are the environments given back.
 */
final class Session {
  private static final int NOT_RESET = -1;

  private final List<BenchmarkTask> tasks;
  private final SessionCameras cameras;
  private final EnvironmentPool pool;
  private final Room room;
  private final SimulatorMetrics metrics;
  private final int observationSize;
  private final int actionSize;
  private final AtomicReferenceArray<Environment> environments;
  private final int[] stepsDone;
  private final float[][] actions; // of each environment's step, overwritten by the next
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private CompletableFuture<Void> busy = CompletableFuture.completedFuture(null);
  private volatile boolean closed;
  private volatile boolean unsound;

  /**
   * Takes room for the environments; they are opened by {@link #open}.
   *
   * @throws io.grpc.StatusRuntimeException when the tasks do not fit each other or the room
   */
  Session(
      List<BenchmarkTask> tasks,
      List<SessionCamera> cameras,
      EnvironmentPool pool,
      Room room,
      SimulatorMetrics metrics) {
    Requests.requireEqualSizes(tasks);
    room.take(tasks.size());
    metrics.sessionOpened();
    this.metrics = metrics;
    this.tasks = tasks;
    this.cameras = new SessionCameras(cameras, tasks.size(), metrics);
    this.pool = pool;
    this.room = room;
    this.observationSize = tasks.getFirst().info().observationSize();
    this.actionSize = tasks.getFirst().info().actionSize();
    this.environments = new AtomicReferenceArray<>(tasks.size());
    this.stepsDone = new int[tasks.size()];
    Arrays.fill(stepsDone, NOT_RESET);
    this.actions = new float[tasks.size()][actionSize];
  }

  CompletableFuture<RolloutResponse> open(Workers workers) {
    return onEach(workers::forEach, tasks.size(), this::open)
        .thenApply(opened -> RolloutResponse.getDefaultInstance());
  }

  private void open(int at) {
    Environment environment = pool.lease(tasks.get(at));
    environments.set(at, environment);
    cameras.open(at, environment);
  }

  CompletableFuture<RolloutResponse> reset(ResetEnvironments request, Workers workers) {
    Requests.check(request, tasks);
    int count = request.getEnvironmentsCount();
    int seen = request.getWithoutPictures() ? 0 : cameras.count();
    Batch batch = new Batch(count, observationSize, seen);
    IntConsumer reset =
        row -> {
          int at = request.getEnvironments(row);
          Environment environment = environments.get(at);
          environment.reset(tasks.get(at).randomVector(request.getGoals(row)));
          stepsDone[at] = 0;
          batch.observe(row, environment);
          if (seen > 0) {
            cameras.take(at, row, batch.pictures());
          }
        };
    metrics.reset(count);
    return onEach(workers::forEach, count, reset).thenApply(done -> batch.observations());
  }

  /** Steps take the crew some microseconds each; pictures take milliseconds and need workers. */
  CompletableFuture<RolloutResponse> step(StepEnvironments request, Crew crew, Workers workers) {
    Requests.check(request, tasks.size(), actionSize);
    requireMayStep(request);
    int count = request.getEnvironmentsCount();
    int seen = request.getWithoutPictures() ? 0 : cameras.count();
    Batch batch = new Batch(count, observationSize, seen);
    IntConsumer step =
        row -> {
          int at = request.getEnvironments(row);
          Environment environment = environments.get(at);
          environment.step(action(request, row, at));
          stepsDone[at]++;
          batch.observe(row, environment);
          batch.judge(row, environment);
          if (seen > 0) {
            cameras.take(at, row, batch.pictures());
          }
        };
    Loop loop = seen > 0 ? workers::forEach : crew::forEach;
    long begin = System.nanoTime();
    return onEach(loop, count, step)
        .thenApply(
            done -> {
              metrics.stepped(count, System.nanoTime() - begin);
              return batch.transition();
            });
  }

  private void requireMayStep(StepEnvironments request) {
    for (int row = 0; row < request.getEnvironmentsCount(); row++) {
      int at = request.getEnvironments(row);
      String field = "step.environments[" + row + "]";
      if (stepsDone[at] == NOT_RESET) {
        throw invalid(field, at, "it has not been reset; reset it to a goal first");
      }
      int horizon = tasks.get(at).info().horizon();
      if (stepsDone[at] == horizon) {
        throw invalid(
            field, at, "its episode has had all " + horizon + " steps; reset it, or let it rest");
      }
    }
  }

  private float[] action(StepEnvironments request, int row, int environment) {
    float[] action = actions[environment];
    for (int i = 0; i < actionSize; i++) {
      action[i] = request.getActions(row * actionSize + i);
    }
    return action;
  }

  /** One way to run a piece of work for every row. */
  private interface Loop {
    CompletableFuture<Void> run(int count, IntConsumer work);
  }

  private CompletableFuture<Void> onEach(Loop loop, int count, IntConsumer work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    begin(done);
    IntConsumer unlessClosed =
        row -> {
          if (!closed) {
            carefully(work, row);
          }
        };
    try {
      var _ = loop.run(count, unlessClosed).whenComplete((end, failure) -> end(done, failure));
    } catch (RejectedExecutionException stopped) {
      done.completeExceptionally(stopped);
    }
    return done;
  }

  /** The environments are in use until it is done. */
  private synchronized void begin(CompletableFuture<Void> work) {
    busy = work;
  }

  private static void end(CompletableFuture<Void> work, @Nullable Throwable failure) {
    if (failure == null) {
      work.complete(null);
    } else {
      work.completeExceptionally(failure);
    }
  }

  /** An environment that failed is in no known state: nobody else shall get it. */
  private void carefully(IntConsumer work, int row) {
    boolean sound = false;
    try {
      work.accept(row);
      sound = true;
    } finally {
      unsound |= !sound;
    }
  }

  /** Gives everything back, once; the result completes when that is done. */
  synchronized CompletableFuture<Void> close() {
    if (!closed) {
      closed = true;
      var _ = busy.whenComplete((done, failure) -> release());
    }
    return released;
  }

  private void release() {
    try {
      for (int i = 0; i < environments.length(); i++) {
        release(i);
      }
    } finally {
      room.giveBack(tasks.size());
      metrics.sessionClosed();
      released.complete(null);
    }
  }

  private void release(int at) {
    Environment environment = environments.get(at);
    if (environment == null) {
      return; // closed before it was opened
    }
    cameras.close(at);
    if (unsound) {
      environment.close();
    } else {
      pool.giveBack(tasks.get(at), environment);
    }
  }
}
