package dev.graft.cli.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell takes the place of Python, so that nothing has to be installed. */
final class MetaworldScriptIT {
  private static final String WHO = "Python's shell";

  @TempDir private Path root;
  private Installation installation;

  @BeforeEach
  void installAShell() throws IOException {
    installation = new Installation(root, root.resolve("cache"));
    Files.createDirectories(installation.launcher("python"));
    environment("echo /bin/sh");
  }

  private void environment(String command) throws IOException {
    Path file = installation.launcher("python-environment");
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private LineWorker start(String script) throws IOException {
    Files.writeString(installation.launcher("python").resolve("script.sh"), script);
    return MetaworldScript.start(installation, "script.sh", WHO, Map.of("GIVEN", "\"one\""));
  }

  @Test
  void answersEachRequestByALine() throws IOException {
    String echo =
        """
        while read -r line; do
          echo '{"asked":' "$line," '"given":' "$GIVEN}"
        done
        """;
    try (LineWorker script = start(echo)) {
      for (int i = 0; i < 2; i++) {
        JsonNode answer = script.ask(Map.of("numbers", new double[] {i, .5}));
        assertThat(answer.at("/asked/numbers/0").asInt()).isEqualTo(i);
        assertThat(answer.at("/asked/numbers/1").asDouble()).isEqualTo(.5);
        assertThat(answer.at("/given").asText()).isEqualTo("one");
      }
    }
  }

  @Test
  void saysThatItEndedInsteadOfAnswering() throws IOException {
    try (LineWorker script = start("read -r line; exit 3")) {
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> script.ask(Map.of()))
          .withMessage("Python's shell ended; what it said is above");
    }
  }

  @Test
  void saysWhatToDoWithoutThePackages() throws IOException {
    environment("exit 2");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> start(""))
        .withMessageContaining("leave out --against-python");
  }
}
