package dev.graft.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.learning.Toys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process says that shall compute on a GPU, with a driver that a test has compiled. */
class CudaDriverIT {
  private static final String ASKED = "the device cuda was asked for, but ";

  @TempDir static Path driver;

  @BeforeAll
  static void compileDriver() throws Exception {
    Path source = Path.of("src/test/resources/dev/graft/learning/engine/driver.cc");
    Process compiler =
        new ProcessBuilder(
                "g++",
                "-shared",
                "-fPIC",
                "-o",
                driver.resolve("libcuda.so.1").toString(),
                source.toString())
            .inheritIO()
            .start();
    assertThat(compiler.waitFor()).isZero();
  }

  @Test
  void namesTheFirstGpu() throws Exception {
    assertThat(ask(Map.of("GPUS", "2"))).containsExactly("NVIDIA Test 9000");
  }

  @Test
  void aMachineWithoutADriverIsToldSo() throws Exception {
    assumeTrue(Toys.device() == Device.CPU, "this machine has a driver");
    assertThat(lines(process(List.of(), Map.of())))
        .singleElement()
        .asString()
        .startsWith(ASKED + "NVIDIA's driver is not here (libcuda.so.1): install it or,");
  }

  @Test
  void aDriverThatShowsNoGpuIsNoGpu() throws Exception {
    String none = ASKED + "NVIDIA's driver shows no GPU: look at CUDA_VISIBLE_DEVICES or,";

    assertThat(ask(Map.of("GPUS", "0")).getFirst()).startsWith(none);
    assertThat(ask(Map.of("STATUS", "100")).getFirst()).startsWith(none);
  }

  @Test
  void theDriversErrorIsTold() throws Exception {
    assertThat(ask(Map.of("STATUS", "803")))
        .containsExactly(
            ASKED
                + "NVIDIA's driver answers cuInit with the error 803: see whether nvidia-smi works"
                + " there");
  }

  /** A GPU that is there, and libraries that cannot use it. */
  @Test
  void nothingIsComputedOnTheProcessorInstead() throws Exception {
    String libraries = Path.of("target", "native").toAbsolutePath().toString();

    List<String> said =
        lines(
            process(List.of(libraries), Map.of("GPUS", "1", "LD_LIBRARY_PATH", driver.toString())));

    assertThat(said.getLast())
        .isIn(
            ASKED
                + "libtorch (cpu) is built without CUDA: take a build with it, in a cluster the"
                + " image trainer-cuda; or ask for the device cpu",
            ASKED
                + "libtorch (cu128) does not get on with NVIDIA's driver: update that to the series"
                + " 525 or newer; or ask for the device cpu");
  }

  private static List<String> ask(Map<String, String> answers) throws Exception {
    Map<String, String> environment = new HashMap<>(answers);
    environment.put("LD_LIBRARY_PATH", driver.toString());
    return lines(process(List.of(), environment));
  }

  private static Process process(List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CudaProcess.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static List<String> lines(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
