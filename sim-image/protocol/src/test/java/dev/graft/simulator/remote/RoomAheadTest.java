package dev.graft.simulator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.simulator.v1.SimulatorGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RoomAheadTest {
  private final List<Integer> asked = new ArrayList<>();
  private final ClientCall<RolloutRequest, RolloutResponse> call =
      new RoomAhead()
          .interceptCall(SimulatorGrpc.getRolloutMethod(), CallOptions.DEFAULT, new Recorder());

  /** Where a call ends that only writes down for how many answers it made room. */
  private final class Recorder extends Channel {
    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
      return new ClientCall<>() {
        @Override
        public void start(Listener<A> listener, Metadata headers) {}

        @Override
        public void request(int messages) {
          asked.add(messages);
        }

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(Q message) {}
      };
    }

    @Override
    public String authority() {
      return "none";
    }
  }

  @Test
  void makesRoomOnceForManyAnswers() {
    IntStream.range(0, 2 * RoomAhead.ANSWERS).forEach(_ -> call.request(1));

    assertThat(asked).containsExactly(RoomAhead.ANSWERS, RoomAhead.ANSWERS);
  }

  @Test
  void makesRoomForAllThatIsAskedForAtOnce() {
    call.request(3 * RoomAhead.ANSWERS);
    call.request(1);

    assertThat(asked.stream().mapToInt(Integer::intValue).sum())
        .isBetween(3 * RoomAhead.ANSWERS + 1, 4 * RoomAhead.ANSWERS);
  }
}
