package dev.graft.learning.engine;

import static dev.graft.learning.engine.NativeTensors.copyIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.graft.learning.Toys;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeEngineIT {

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  @Test
  void startsAgainWithTheSameSettingsOnly() {
    assertThatCode(Toys::startEngine).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> NativeEngine.start(new EngineSettings(3, Path.of("other"), Device.CPU)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("threads=3");
  }

  @Test
  void fingerprintNamesWhatComputesAndTheLibrary() {
    String expected =
        switch (Toys.device()) {
          case CPU -> ", libtorch 2.7.1, 1 threads";
          case CUDA -> ", libtorch 2.7.1 cu";
        };

    assertThat(NativeEngine.fingerprint()).contains(expected);
  }

  @Test
  void arraysLieOnTheDevice() {
    try (NDManager manager = NativeEngine.newManager();
        NDManager step = manager.newSubManager()) {
      boolean gpu = NativeEngine.device() == Device.CUDA;

      assertThat(copyIn(step, new float[] {1, 2}, 2).getDevice().isGpu()).isEqualTo(gpu);
      assertThat(copyIn(step, new long[] {1, 2}, 2).getDevice().isGpu()).isEqualTo(gpu);
      assertThat(NativeTensors.scalar(step, 1).getDevice().isGpu()).isEqualTo(gpu);
      assertThat(NativeTensors.hostScalar(step, 1L).getDevice().isGpu()).isFalse();
    }
  }

  @Test
  void refusesToRunOnNoThread() {
    assertThatThrownBy(() -> new EngineSettings(0, Path.of("cache"), Device.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads is 0");
  }
}
