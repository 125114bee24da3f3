package dev.graft.cli.bench.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.Installation;
import dev.graft.cli.mlflow.TestInstallation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short one; {@code graft bench kills} does a hundred. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DrillIT {
  @TempDir private Path folder;

  @Test
  void killedJobEndsAsAnUndisturbedOne() throws Exception {
    Installation installation = TestInstallation.in(folder);
    TestInstallation.shareUnpackedLibraries(installation);

    try (Drill drill = Drill.prepare(installation, 1, line -> {})) {
      KillsReport report = drill.run(1, Duration.ofMinutes(5));

      assertThat(report.kills()).isEqualTo(1);
      assertThat(report.runs()).isGreaterThan(1);
      assertThat(report.differences()).isEmpty();
    }
  }
}
