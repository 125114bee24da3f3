package dev.graft.cli.bench.soak;

import dev.graft.simulator.client.Goal;
import dev.graft.simulator.v1.OpenSession;
import dev.graft.simulator.v1.ResetEnvironments;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.simulator.v1.SimulatorGrpc;
import dev.graft.simulator.v1.StepEnvironments;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A session that sends without waiting for answers, and ends as it is told. */
final class RawSession implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  /** How it ends. */
  enum End {
    /** Says that it is done, and goes when the first answer is there; the others stay unread. */
    HalfClose,
    /** Cancels once the first answer is there. */
    Cancel,
    /** Goes without a word. */
    Silence
  }

  private final ManagedChannel channel;
  private final ClientCallStreamObserver<RolloutRequest> requests;
  private final Listener listener;
  private final End end;

  private RawSession(String address, End end) {
    this.end = end;
    this.channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
    this.listener = new Listener();
    this.requests =
        (ClientCallStreamObserver<RolloutRequest>) SimulatorGrpc.newStub(channel).rollout(listener);
  }

  static RawSession begin(String address, End end) {
    return new RawSession(address, end);
  }

  void open(List<String> tasks) {
    send(
        RolloutRequest.newBuilder()
            .setOpen(OpenSession.newBuilder().setSuite(Visitor.SUITE).addAllTasks(tasks)));
  }

  void reset(int[] environments, List<Goal> goals) {
    ResetEnvironments.Builder reset = ResetEnvironments.newBuilder();
    for (int row = 0; row < environments.length; row++) {
      reset.addEnvironments(environments[row]).addGoalsBuilder().setIndex(goals.get(row).index());
    }
    send(RolloutRequest.newBuilder().setReset(reset));
  }

  void step(int[] environments, float[] actions) {
    StepEnvironments.Builder step = StepEnvironments.newBuilder();
    IntStream.of(environments).forEach(step::addEnvironments);
    for (float action : actions) {
      step.addActions(action);
    }
    send(RolloutRequest.newBuilder().setStep(step));
  }

  private void send(RolloutRequest.Builder request) {
    requests.onNext(request.build());
  }

  @Override
  public void close() {
    try {
      switch (end) {
        case HalfClose -> {
          requests.onCompleted();
          awaitFirstAnswer();
          letGo();
        }
        case Cancel -> {
          awaitFirstAnswer();
          letGo();
        }
        case Silence -> {}
      }
      channel.shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitFirstAnswer() throws InterruptedException {
    boolean _ = listener.answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Cancels the call. One that the server has ended already takes no notice but for this: it gives
   * the answers back that nobody read. The end of the channel, which has forgotten such a call,
   * would leave their buffers to the garbage collector.
   */
  private void letGo() {
    requests.cancel("enough", null);
  }

  /** Hears whether anything came. */
  private static final class Listener
      implements ClientResponseObserver<RolloutRequest, RolloutResponse> {
    private final CountDownLatch answered = new CountDownLatch(1);

    @Override
    public void beforeStart(ClientCallStreamObserver<RolloutRequest> call) {
      call.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(RolloutResponse answer) {
      answered.countDown();
    }

    @Override
    public void onError(Throwable failure) {
      answered.countDown();
    }

    @Override
    public void onCompleted() {
      answered.countDown();
    }
  }
}
