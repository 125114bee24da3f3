package dev.graft.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void fingerprintNamesLibraryAndThreads() {
    assertThat(NativeEngine.fingerprint()).contains("libtorch 2.7.1", "1 threads");
  }

  @Test
  void refusesToRunOnNoThread() {
    assertThatThrownBy(() -> new EngineSettings(0, Path.of("cache"), Device.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads is 0");
  }
}
