package dev.graft.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobSpec;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorRoomTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 10", "2, 1, 20", "5, 2, 30", "4, 2, 20", "1, 8, 10"})
  void eachSimulatorHasRoomForItsShareOfTheRunsAtOnce(int parallelism, int replicas, int room)
      throws IOException {
    assertThat(SimulatorRoom.of(spec(parallelism, replicas)))
        .isEqualTo(new SimulatorRoom(replicas, room));
  }

  @Test
  void fewerSimulatorsHaveMoreRoomEach() throws IOException {
    AdapterJobSpec spec = spec(6, 6);

    assertThat(SimulatorRoom.ofAtMost(2, spec)).isEqualTo(new SimulatorRoom(2, 30));
    assertThat(SimulatorRoom.ofAtMost(8, spec)).isEqualTo(SimulatorRoom.of(spec));
  }

  private static AdapterJobSpec spec(int parallelism, int replicas) throws IOException {
    String quickstart =
        Files.readString(Path.of("..", "..", "examples", "quickstart", "adapterjob.yaml"));
    String simulation =
        "  simulation: {replicas: %d, environmentsPerReplica: 10}\n".formatted(replicas);
    String trainer = "  trainer: {runs: {parallelism: %d}}\n".formatted(parallelism);
    return switch (new ManifestReader().read(quickstart + simulation + trainer)) {
      case Reading.Accepted accepted -> accepted.jobs().getFirst().getSpec();
      case Reading.Refused refused -> throw new AssertionError(refused);
    };
  }
}
