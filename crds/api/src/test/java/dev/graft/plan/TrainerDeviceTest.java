package dev.graft.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ResourceSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerDeviceTest {
  @ParameterizedTest
  @CsvSource({
    "nvidia.com/gpu, 1, CUDA",
    "nvidia.com/gpu.shared, 1, CUDA",
    "nvidia.com/mig-1g.10gb, 2, CUDA",
    "nvidia.com/gpu, 0, CPU",
    "cpu, 4, CPU",
    "example.com/nvidia.com, 1, CPU"
  })
  void whatAPodAsksForDecides(String resource, String quantity, TrainerDevice device) {
    Map<String, String> asked = Map.of(resource, quantity);

    assertThat(TrainerDevice.of(new ResourceSettings(Map.of(), asked))).isEqualTo(device);
    assertThat(TrainerDevice.of(new ResourceSettings(asked, Map.of()))).isEqualTo(device);
  }

  @Test
  void theEnvironmentThatIsMadeForADeviceIsReadAsThatDevice() {
    for (TrainerDevice device : TrainerDevice.values()) {
      assertThat(TrainerDevice.of(TrainerEnvironment.of(2, "/cache", device))).isEqualTo(device);
    }
  }

  @Test
  void anUnknownDeviceIsRefused() {
    assertThatThrownBy(() -> TrainerDevice.of(Map.of("GRAFT_DEVICE", "gpu")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRAFT_DEVICE is 'gpu': give one of cpu, cuda");
  }
}
