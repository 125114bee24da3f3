package dev.graft.simulator.remote;

import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Demonstration;
import dev.graft.simulator.v1.DescribeRequest;
import dev.graft.simulator.v1.DescribeResponse;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.simulator.v1.SimulatorGrpc;
import dev.graft.simulator.v1.TaskDescription;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A simulator whose observation is {@code [goal index, steps since reset]} and that fails on
 * demand. Sends demonstrations without regard for its reader, as far as flow control lets it.
 */
final class FakeService extends SimulatorGrpc.SimulatorImplBase {
  final AtomicInteger offered = new AtomicInteger();
  final AtomicInteger sessions = new AtomicInteger();
  final CountDownLatch cancelled = new CountDownLatch(1);
  volatile @Nullable Status refusal;
  volatile boolean silent;

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> answer) {
    if (silent || refused(answer)) {
      return;
    }
    answer.onNext(
        DescribeResponse.newBuilder()
            .setVersion("fake 1")
            .addTasks(
                TaskDescription.newBuilder()
                    .setSuite("Fake")
                    .setName("count-v1")
                    .setObservationSize(2)
                    .setActionSize(1)
                    .setGoalOffset(1)
                    .setGoalSize(1)
                    .setHorizon(9))
            .setMaxEnvironments(3)
            .build());
    answer.onCompleted();
  }

  @Override
  public void collectDemonstrations(
      CollectDemonstrationsRequest request, StreamObserver<Demonstration> answer) {
    var call = (ServerCallStreamObserver<Demonstration>) answer;
    call.setOnCancelHandler(cancelled::countDown);
    if (refused(answer)) {
      return;
    }
    call.setOnReadyHandler(
        () -> {
          while (call.isReady() && offered.get() < request.getPerTask()) {
            call.onNext(demonstration(request, offered.getAndIncrement()));
          }
          if (offered.get() == request.getPerTask()) {
            offered.incrementAndGet();
            call.onCompleted();
          }
        });
  }

  private static Demonstration demonstration(CollectDemonstrationsRequest request, int episode) {
    Demonstration.Builder demonstration =
        Demonstration.newBuilder()
            .setTask(request.getTasks(0))
            .setEpisode(episode)
            .setSuccess(true);
    demonstration.getGoalBuilder().setSeed(request.getSeed()).setIndex(2 * episode);
    return demonstration
        .addObservations(episode)
        .addObservations(1)
        .addActions(.5f)
        .addRewards(7)
        .build();
  }

  @Override
  public StreamObserver<RolloutRequest> rollout(StreamObserver<RolloutResponse> answer) {
    return new StreamObserver<>() {
      private int goal;
      private int steps;

      @Override
      public void onNext(RolloutRequest request) {
        switch (request.getRequestCase()) {
          case OPEN -> open();
          case RESET -> reset(request);
          case STEP -> step(request);
          case REQUEST_NOT_SET -> answer.onError(Status.INVALID_ARGUMENT.asException());
        }
      }

      private void open() {
        if (refused(answer)) {
          return;
        }
        sessions.incrementAndGet();
        answer.onNext(RolloutResponse.getDefaultInstance());
      }

      private void reset(RolloutRequest request) {
        goal = request.getReset().getGoals(0).getIndex();
        steps = 0;
        answer.onNext(observed().build());
      }

      private void step(RolloutRequest request) {
        steps += (int) request.getStep().getActions(0);
        if (!silent && !refused(answer)) {
          answer.onNext(observed().addRewards(steps).addSuccesses(steps > 2).build());
        }
      }

      private RolloutResponse.Builder observed() {
        return RolloutResponse.newBuilder().addObservations(goal).addObservations(steps);
      }

      @Override
      public void onError(Throwable ended) {
        sessions.decrementAndGet();
        cancelled.countDown();
      }

      @Override
      public void onCompleted() {
        sessions.decrementAndGet();
        answer.onCompleted();
      }
    };
  }

  private boolean refused(StreamObserver<?> answer) {
    Status status = refusal;
    if (status != null) {
      answer.onError(status.asException());
    }
    return status != null;
  }
}
