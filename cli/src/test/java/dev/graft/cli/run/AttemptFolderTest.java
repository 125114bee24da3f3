package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.run.AttemptFolder.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptFolderTest {
  private static final String DIGEST = "0123456789abcdef0123";

  @TempDir private Path cache;

  @Test
  void theSameDigestIsTheSameAttemptWithTheSharedStore() {
    try (AttemptFolder attempt = take(Choice.Latest)) {
      assertThat(attempt.name()).isEqualTo("0123456789ab");
      assertThat(attempt.store()).isEqualTo(cache.resolve("store"));
    }
    try (AttemptFolder again = take(Choice.Latest)) {
      assertThat(again.name()).isEqualTo("0123456789ab");
    }
  }

  @Test
  void aFreshAttemptReusesNothingAndIsResumedByTheNextRun() {
    try (AttemptFolder fresh = take(Choice.Fresh)) {
      assertThat(fresh.name()).isEqualTo("0123456789ab-1");
      assertThat(fresh.store()).isEqualTo(fresh.folder().resolve("store"));
    }
    try (AttemptFolder resumed = take(Choice.Latest)) {
      assertThat(resumed.name()).isEqualTo("0123456789ab-1");
      assertThat(resumed.store()).isEqualTo(resumed.folder().resolve("store"));
    }
  }

  @Test
  void freshAttemptsNeverMeet() {
    try (AttemptFolder one = take(Choice.Fresh);
        AttemptFolder two = take(Choice.Fresh)) {
      assertThat(one.folder()).isNotEqualTo(two.folder());
    }
  }

  @Test
  void rerunsKeepTheTimeOfTheFirstStage() throws IOException {
    Instant started;
    try (AttemptFolder attempt = take(Choice.Latest)) {
      started = attempt.started();
    }
    try (AttemptFolder again = take(Choice.Latest)) {
      assertThat(again.started()).isEqualTo(started);
    }
  }

  @Test
  void anAttemptThatIsHeldIsRefusedWithItsHolder() {
    try (AttemptFolder held = take(Choice.Latest)) {
      assertThatThrownBy(() -> take(Choice.Latest))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--fresh");
      assertThat(held.folder()).isDirectory();
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() throws IOException {
    Files.createFile(cache.resolve("jobs"));

    assertThatThrownBy(() -> take(Choice.Latest))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(cache.resolve("jobs").toString())
        .hasMessageContaining("GRAFT_CACHE");
  }

  private AttemptFolder take(Choice choice) {
    return AttemptFolder.take(
        cache.resolve("jobs").resolve("job"), DIGEST, cache.resolve("store"), choice);
  }
}
