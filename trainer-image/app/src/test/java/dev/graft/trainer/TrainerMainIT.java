package dev.graft.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.trainer.stage.Plans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The process itself. */
class TrainerMainIT {
  @TempDir Path folder;

  @Test
  void endsWithTheStatusOfAWrongConfigurationAndNamesIt() throws Exception {
    Path lastWords = Files.createFile(folder.resolve("termination-log"));

    Process process = process(arguments(folder.resolve("absent.json"), lastWords)).start();

    String errors = errors(process);
    assertThat(process.waitFor()).as(errors).isEqualTo(64);
    assertThat(errors).contains("absent.json: there is no such file");
    assertThat(lastWords).content().contains("Configuration", "absent.json");
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
  }

  /** Where no GPU is: it computes nothing on the processor instead. */
  @Test
  @DisabledIfEnvironmentVariable(named = "GRAFT_DEVICE", matches = "cuda")
  void endsWhenTheGpuThatItShallComputeOnIsNotThere() throws Exception {
    Path lastWords = Files.createFile(folder.resolve("termination-log"));
    Path plan = folder.resolve("plan.json");
    Files.write(plan, new ObjectMapper().writeValueAsBytes(Plans.tiny("job")));
    ProcessBuilder builder = process(arguments(plan, lastWords));
    builder.environment().put("GRAFT_DEVICE", "cuda");
    Process process = builder.start();

    String errors = errors(process);
    assertThat(process.waitFor()).as(errors).isEqualTo(64);
    assertThat(lastWords)
        .content()
        .contains("Configuration", "the device cuda was asked for, but NVIDIA's driver is not");
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
  }

  @Test
  void showsItsUsageWhenAnOptionIsUnknown() throws Exception {
    Process process = process("--plans", "x").start();

    String errors = errors(process);
    assertThat(process.waitFor()).isEqualTo(64);
    assertThat(errors).contains("unknown option '--plans'", "usage: graft-trainer");
  }

  private String[] arguments(Path plan, Path lastWords) {
    return new String[] {
      "--plan",
      plan.toString(),
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
      lastWords.toString()
    };
  }

  private static ProcessBuilder process(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                TrainerMain.class.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command);
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
