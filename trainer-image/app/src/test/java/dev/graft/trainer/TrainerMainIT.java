package dev.graft.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process itself. */
class TrainerMainIT {
  @TempDir Path folder;

  @Test
  void endsWithTheStatusOfAWrongConfigurationAndNamesIt() throws Exception {
    Path lastWords = Files.createFile(folder.resolve("termination-log"));

    Process process =
        start(
            "--plan",
            folder.resolve("absent.json").toString(),
            "--stage",
            "backbone",
            "--state",
            folder.resolve("state").toString(),
            "--store",
            folder.resolve("store").toString(),
            "--simulators",
            "localhost:1",
            "--tracking-uri",
            "http://localhost:1",
            "--parent-key",
            "job/1",
            "--termination-log",
            lastWords.toString());

    String errors = errors(process);
    assertThat(process.waitFor()).as(errors).isEqualTo(64);
    assertThat(errors).contains("absent.json: there is no such file");
    assertThat(lastWords).content().contains("Configuration", "absent.json");
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
  }

  @Test
  void showsItsUsageWhenAnOptionIsUnknown() throws Exception {
    Process process = start("--plans", "x");

    String errors = errors(process);
    assertThat(process.waitFor()).isEqualTo(64);
    assertThat(errors).contains("unknown option '--plans'", "usage: graft-trainer");
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                TrainerMain.class.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).start();
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
