package dev.graft.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.trainer.mlflow.TrackingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void refusalsWouldBeRefusedAgain() {
    assertThat(ExitCode.of(new IllegalArgumentException("heads")))
        .isEqualTo(ExitCode.Configuration);
    assertThat(ExitCode.of(new SimulatorException(SimulatorException.Reason.Invalid, "task")))
        .isEqualTo(ExitCode.Configuration);
    assertThat(ExitCode.of(new TrackingException(TrackingException.Reason.Refused, "name", null)))
        .isEqualTo(ExitCode.Configuration);
  }

  @Test
  void lossesMaySucceedLater() {
    assertThat(ExitCode.of(new SimulatorException(SimulatorException.Reason.Lost, "gone")))
        .isEqualTo(ExitCode.Failed);
    assertThat(
            ExitCode.of(new TrackingException(TrackingException.Reason.Unavailable, "away", null)))
        .isEqualTo(ExitCode.Failed);
    assertThat(ExitCode.of(new UncheckedIOException(new IOException("cut"))))
        .isEqualTo(ExitCode.Failed);
  }

  @Test
  void saysWhatToDoOnAFullDisk() {
    assertThat(ExitCode.message(new IOException("/state/x: No space left on device")))
        .contains("/state/x", "the disk is full", "nothing half-written");
  }

  @Test
  void findsTheFullDiskBehindALibrarysException() {
    var unpacking =
        new IllegalStateException("cannot unpack", new IOException("No space left on device"));

    assertThat(ExitCode.message(unpacking)).contains("cannot unpack", "the disk is full");
    assertThat(ExitCode.message(new IllegalStateException("cannot unpack")))
        .isEqualTo("cannot unpack");
  }
}
