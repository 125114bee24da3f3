package dev.graft.cli.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.Graft;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainingCommandIT {
  private static final List<String> SHORT =
      List.of(
          "bench",
          "train",
          "--training",
          "lora",
          "--precision",
          "BF16",
          "--threads",
          "1",
          "--steps",
          "1",
          "--rounds",
          "1",
          "-o",
          "json");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void setsItsSpeedAgainstTheYardsticks() throws IOException {
    // Says what it was asked and takes two seconds a round, by its own account.
    Path asked = folder.resolve("asked");
    Path yardstick =
        program(
            "head -n 1 > '%s'; echo '{}'; while read -r line; do echo '{\"seconds\": 2}'; done"
                .formatted(asked));

    assertThat(run("--against-pytorch", yardstick.toString())).isZero();

    JsonNode speed = new JsonMapper().readTree(out.toString()).at("/speeds/0");
    assertThat(speed.path("pytorchStepsPerSecond").asDouble()).isEqualTo(0.5);
    assertThat(speed.path("stepsPerSecond").asDouble()).isPositive();
    assertThat(speed.path("ratioToPytorch").asDouble())
        .isCloseTo(speed.path("stepsPerSecond").asDouble() / 0.5, within(1e-9));
    JsonNode exercise = new JsonMapper().readTree(asked.toFile());
    assertThat(exercise.path("training").asText()).isEqualTo("lora");
    assertThat(exercise.path("precision").asText()).isEqualTo("BF16");
  }

  @Test
  void yardstickThatEndsIsNamed() throws IOException {
    Path yardstick = program("exit 1");

    assertThat(run("--against-pytorch", yardstick.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("PyTorch ended");
  }

  private Path program(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("python"), "#!/bin/bash\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private int run(String... more) {
    List<String> arguments = new ArrayList<>(SHORT);
    arguments.addAll(List.of(more));
    CommandLine graft = Graft.commandLine();
    graft.setOut(new PrintWriter(out));
    graft.setErr(new PrintWriter(err));
    return graft.execute(arguments.toArray(String[]::new));
  }
}
