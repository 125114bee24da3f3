package dev.graft.simulator.remote;

import com.google.protobuf.ByteString;
import dev.graft.simulator.v1.Camera;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Demonstration;
import dev.graft.simulator.v1.Goal;
import dev.graft.simulator.v1.OpenSession;
import dev.graft.simulator.v1.Picture;
import dev.graft.simulator.v1.ResetEnvironments;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.simulator.v1.SimulatorGrpc;
import dev.graft.simulator.v1.StepEnvironments;
import dev.graft.simulator.v1.TaskStart;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A deterministic simulator that dies when its fate says so, and refuses everything from then on
 * until it is started again. The observation is {@code [chain, steps]}, where the chain mixes the
 * goal and all actions so far; a picture shows the chain and which camera took it; every goal of a
 * demonstration whose index is 1 modulo 3 fails.
 */
final class MortalService extends SimulatorGrpc.SimulatorImplBase {
  private final Fate fate;
  private final List<StreamObserver<?>> calls = new ArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger resets = new AtomicInteger();
  final AtomicInteger sent = new AtomicInteger();
  final AtomicInteger pictures = new AtomicInteger();
  volatile boolean dead;
  volatile int fullFor;

  /** Added to every chain: another kind of processor. */
  volatile float skew;

  MortalService(Fate fate) {
    this.fate = fate;
  }

  private static RuntimeException gone() {
    return Status.UNAVAILABLE.withDescription("killed").asRuntimeException();
  }

  private synchronized void die() {
    dead = true;
    calls.forEach(call -> call.onError(gone()));
    calls.clear();
  }

  private synchronized boolean refuses(StreamObserver<?> answer) {
    if (dead) {
      answer.onError(gone());
    } else if (fullFor > 0) {
      fullFor--;
      answer.onError(Status.RESOURCE_EXHAUSTED.withDescription("full").asRuntimeException());
    } else {
      calls.add(answer);
      return false;
    }
    return true;
  }

  /** Answers, and dies if it must. */
  private synchronized <A> void answer(StreamObserver<A> call, A answer) {
    if (dead) {
      return;
    }
    boolean last = fate.strikes();
    if (!last || fate.moment() == Fate.Moment.AfterTheAnswer) {
      call.onNext(answer);
    }
    if (last) {
      die();
    }
  }

  private synchronized void complete(StreamObserver<?> call) {
    if (calls.remove(call)) {
      call.onCompleted();
    }
  }

  @Override
  public void collectDemonstrations(
      CollectDemonstrationsRequest request, StreamObserver<Demonstration> call) {
    if (refuses(call)) {
      return;
    }
    for (int i = 0; i < request.getTasksCount(); i++) {
      TaskStart start =
          request.getStartsCount() == 0 ? TaskStart.getDefaultInstance() : request.getStarts(i);
      int goal = start.getGoalIndex();
      for (int episode = start.getEpisode(); episode < request.getPerTask(); goal++) {
        if (goal % 3 != 1) {
          sent.incrementAndGet();
          answer(call, demonstration(request, request.getTasks(i), episode++, goal));
        }
      }
    }
    complete(call);
  }

  private static Demonstration demonstration(
      CollectDemonstrationsRequest request, String task, int episode, int goal) {
    return Demonstration.newBuilder()
        .setTask(task)
        .setEpisode(episode)
        .setGoal(Goal.newBuilder().setSeed(request.getSeed()).setIndex(goal))
        .addObservations(task.hashCode())
        .addObservations(goal)
        .addActions(.5f)
        .addRewards(goal)
        .setSuccess(true)
        .build();
  }

  @Override
  public StreamObserver<RolloutRequest> rollout(StreamObserver<RolloutResponse> call) {
    return new Session(call);
  }

  private final class Session implements StreamObserver<RolloutRequest> {
    private final StreamObserver<RolloutResponse> call;
    private final Map<Integer, float[]> states = new HashMap<>(); // chain, steps
    private int environments;
    private List<Camera> cameras = List.of();

    Session(StreamObserver<RolloutResponse> call) {
      this.call = call;
    }

    @Override
    public void onNext(RolloutRequest request) {
      switch (request.getRequestCase()) {
        case OPEN -> open(request.getOpen());
        case RESET -> reset(request.getReset());
        case STEP -> step(request.getStep());
        default -> throw new AssertionError(request);
      }
    }

    private void open(OpenSession open) {
      environments = open.getTasksCount();
      cameras = open.getCamerasList();
      if (!refuses(call)) {
        opened.incrementAndGet();
        answer(call, RolloutResponse.getDefaultInstance());
      }
    }

    private void reset(ResetEnvironments reset) {
      RolloutResponse.Builder answer = RolloutResponse.newBuilder();
      for (int row = 0; row < reset.getEnvironmentsCount(); row++) {
        resets.incrementAndGet();
        Goal goal = reset.getGoals(row);
        float[] state = {goal.getSeed() + .37f * goal.getIndex() + skew, 0};
        states.put(reset.getEnvironments(row), state);
        answer.addObservations(state[0]).addObservations(state[1]);
        if (!reset.getWithoutPictures()) {
          take(state, answer);
        }
      }
      answer(call, answer.build());
    }

    private void step(StepEnvironments step) {
      RolloutResponse.Builder answer = RolloutResponse.newBuilder();
      for (int row = 0; row < step.getEnvironmentsCount(); row++) {
        int environment = step.getEnvironments(row);
        float[] state = states.get(environment);
        if (state == null || environment >= environments) {
          call.onError(Status.INVALID_ARGUMENT.withDescription("not reset").asException());
          return;
        }
        state[0] = 1.7f * state[0] + step.getActions(row);
        state[1]++;
        answer.addObservations(state[0]).addObservations(state[1]);
        answer.addRewards(-state[0]).addSuccesses(state[1] > 2);
        if (!step.getWithoutPictures()) {
          take(state, answer);
        }
      }
      answer(call, answer.build());
    }

    /** A pixel for each camera: the bits of the chain, the last of them the camera's. */
    private void take(float[] state, RolloutResponse.Builder answer) {
      for (int camera = 0; camera < cameras.size(); camera++) {
        int bits = Float.floatToRawIntBits(state[0]);
        byte[] rgb = {(byte) (bits >> 16), (byte) (bits >> 8), (byte) (bits + camera)};
        Picture.Builder picture = answer.addPicturesBuilder().setRgb(ByteString.copyFrom(rgb));
        if (cameras.get(camera).getDepth()) {
          picture.setDepth(
              ByteString.copyFrom(
                  ByteBuffer.allocate(Float.BYTES)
                      .order(ByteOrder.LITTLE_ENDIAN)
                      .putFloat(0, state[0])));
        }
        pictures.incrementAndGet();
      }
    }

    @Override
    public void onError(Throwable cancelled) {
      forget();
    }

    @Override
    public void onCompleted() {
      complete(call);
    }

    private void forget() {
      synchronized (MortalService.this) {
        calls.remove(call);
      }
    }
  }
}
