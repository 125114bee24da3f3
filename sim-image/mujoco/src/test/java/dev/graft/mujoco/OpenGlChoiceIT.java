package dev.graft.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which OpenGL is found, and what is said without one; a process each, because a library once
 * loaded stays. What this machine does not have is skipped, with a line that says so.
 */
class OpenGlChoiceIT {
  @TempDir Path folder;
  private Path xml;

  @BeforeEach
  void write() throws IOException {
    Models.pendulum(folder).close();
    xml = folder.resolve("pendulum.xml");
  }

  @Test
  void osMesaGivesThePicturesOfEgl() throws IOException {
    List<String> egl = present("egl", "EGL, ", run(Map.of("MUJOCO_GL", "egl")));
    List<String> osMesa = present("osmesa", "OSMesa, ", run(Map.of("MUJOCO_GL", "osmesa")));
    assertThat(osMesa.getLast()).isEqualTo(egl.getLast());
  }

  @Test
  void osMesaStepsInWhereEglCannot() throws IOException {
    present("osmesa", "OSMesa, ", run(Map.of("MUJOCO_GL", "osmesa")));
    assertThat(run(withoutEgl()).get(1)).startsWith("OSMesa, ");
  }

  @Test
  void withoutAnOpenGlSimulationsRunAndPicturesNameThePackages() throws IOException {
    Map<String, String> neither = new HashMap<>(withoutEgl());
    neither.put("MUJOCO_GL", "egl");
    List<String> lines = run(neither);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).startsWith("simulated 0.02");
    assertThat(lines.getLast())
        .contains("libegl1, libegl-mesa0 and libgl1-mesa-dri", "unset MUJOCO_GL=egl");
  }

  /** A file that is no library, found before the one of the system. */
  private Map<String, String> withoutEgl() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("libEGL.so.1"), "");
    String path = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
    return Map.of("LD_LIBRARY_PATH", path.isEmpty() ? broken.toString() : broken + ":" + path);
  }

  private static List<String> present(String choice, String name, List<String> lines) {
    if (lines.size() != 3) {
      assertThat(lines.getLast()).contains("install", "MUJOCO_GL=" + choice);
      System.err.println("SKIPPED, " + choice + " is not tested: " + lines.getLast());
    }
    assumeThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith(name);
    return lines;
  }

  private List<String> run(Map<String, String> environment) throws IOException {
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                FirstPixel.class.getName(),
                xml.toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("MUJOCO_GL");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor()).isZero();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      process.destroy();
    }
    return Files.readAllLines(out);
  }
}
