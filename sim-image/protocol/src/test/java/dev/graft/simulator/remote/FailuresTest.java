package dev.graft.simulator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void aConnectionThatBreaksWhileACallIsSentIsALostSimulator() {
    Status status =
        Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());

    assertThat(of(status).reason()).isEqualTo(Reason.Lost);
  }

  @Test
  void aFailureOfTheSimulatorItselfIsNotALostOne() {
    assertThat(of(Status.UNKNOWN).reason()).isEqualTo(Reason.Failed);
    assertThat(of(Status.UNKNOWN.withCause(new IllegalStateException())).reason())
        .isEqualTo(Reason.Failed);
    assertThat(of(Status.INTERNAL.withCause(new ClosedChannelException())).reason())
        .isEqualTo(Reason.Failed);
  }

  private static SimulatorException of(Status status) {
    return Failures.of(status.asException(), "localhost:7300");
  }
}
