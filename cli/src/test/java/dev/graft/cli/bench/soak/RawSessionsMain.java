package dev.graft.cli.bench.soak;

import dev.graft.cli.bench.soak.RawSession.End;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.simulator.v1.SimulatorGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * A process that opens raw sessions and leaves them, then collects its garbage, so that Netty tells
 * of buffers that nobody gave back. {@code forget} as its argument forgets one on purpose.
 */
final class RawSessionsMain {
  private static final int SESSIONS = 20; // of each kind
  private static final int COLLECTIONS = 5; // until what is unreachable is known to be

  private RawSessionsMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Server server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(new Echo())
            .build()
            .start();
    String address = "localhost:" + server.getPort();
    if (List.of(arguments).contains("forget")) {
      PooledByteBufAllocator.DEFAULT.buffer(1);
    }
    for (int i = 0; i < SESSIONS; i++) {
      for (End end : End.values()) {
        visit(address, end);
      }
    }
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      visit(address, End.Silence); // the detector speaks when a buffer is taken
    }
    server.shutdownNow().awaitTermination();
  }

  private static void visit(String address, End end) {
    try (RawSession session = RawSession.begin(address, end)) {
      if (end != End.Silence) {
        session.open(List.of("reach-v3"));
        session.reset(new int[] {0}, List.of(new Goal(0, 0)));
        session.step(new int[] {0}, new float[4]);
      }
    }
  }

  /** Answers each request with a page of zeros. */
  private static final class Echo extends SimulatorGrpc.SimulatorImplBase {
    private static final RolloutResponse ANSWER =
        RolloutResponse.newBuilder().addAllObservations(Collections.nCopies(1000, 0f)).build();

    @Override
    public StreamObserver<RolloutRequest> rollout(StreamObserver<RolloutResponse> answer) {
      return new StreamObserver<>() {
        @Override
        public void onNext(RolloutRequest request) {
          answer.onNext(ANSWER);
        }

        @Override
        public void onError(Throwable gone) {
          // as some do
        }

        @Override
        public void onCompleted() {
          answer.onCompleted();
        }
      };
    }
  }
}
