package dev.graft.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.BackboneResult.Origin;
import dev.graft.trainer.result.MlflowRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminationLogTest {
  @TempDir Path folder;

  @Test
  void keepsTheCoreOfAResult() throws IOException {
    Path file = Files.createFile(folder.resolve("termination-log"));

    new TerminationLog(file)
        .write(
            new BackboneResult(
                "digest",
                new MlflowRun("1", "run", "http://mlflow"),
                Origin.Pretrained,
                "weights",
                42,
                10,
                .5,
                1,
                2,
                true,
                Map.of()));

    JsonNode words = new ObjectMapper().readTree(file.toFile());
    assertThat(words.path("end").asText()).isEqualTo("Done");
    assertThat(words.path("runId").asText()).isEqualTo("run");
    assertThat(words.path("parameters").asLong()).isEqualTo(42);
  }

  @Test
  void keepsTheBeginningOfALongMessageWithinTheLimit() throws IOException {
    Path file = Files.createFile(folder.resolve("termination-log"));

    // Six bytes of JSON for each character, the worst there is.
    new TerminationLog(file).write(ExitCode.Failed, "first" + "\u0001".repeat(10_000));

    assertThat(Files.size(file)).isLessThanOrEqualTo(TerminationLog.LIMIT);
    JsonNode words = new ObjectMapper().readTree(file.toFile());
    assertThat(words.path("message").asText()).startsWith("first");
  }

  @Test
  void writesNothingOutsideOfAContainer() {
    Path file = folder.resolve("termination-log");

    new TerminationLog(file).write(ExitCode.Failed, "why");

    assertThat(file).doesNotExist();
  }
}
