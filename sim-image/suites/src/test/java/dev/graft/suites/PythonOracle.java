package dev.graft.suites;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Python package metaworld, and numpy, what they compute, by the scripts in {@code
 * src/test/python}. They see the environment variables of this process.
 */
public final class PythonOracle {
  private static final Path ROOT = repository();

  private PythonOracle() {}

  /**
   * What the script does for one environment.
   *
   * @param task its name
   * @param goalVisible whether observations show the goal
   * @param episodes one after the other, as the script documents them
   */
  public record Entry(String task, boolean goalVisible, List<?> episodes) {}

  /** All that {@code replay.py} writes for these entries. */
  public static DoubleBuffer replay(Path folder, List<Entry> entries) throws IOException {
    Path input = folder.resolve("oracle-input.json");
    Path output = folder.resolve("oracle-output.bin");
    new ObjectMapper().writeValue(input.toFile(), entries);
    run(folder, python(folder), script("replay.py"), input.toString(), output.toString());
    return numbers(output);
  }

  /**
   * A half of a benchmark.
   *
   * @param benchmark such as {@code ML45-train}
   * @param seed of the benchmark
   * @param task of a benchmark of one task; null of others
   * @param physics whether the arm moves while goals are drawn, as the script explains
   */
  public record Benchmark(String benchmark, long seed, @Nullable String task, boolean physics) {}

  /** The random vectors of benchmarks, as {@code goals.py} writes them. */
  public static DoubleBuffer goals(Path folder, List<Benchmark> benchmarks) throws IOException {
    Path input = folder.resolve("oracle-benchmarks.json");
    Path output = folder.resolve("oracle-goals.bin");
    new ObjectMapper().writeValue(input.toFile(), benchmarks);
    run(folder, python(folder), script("goals.py"), input.toString(), output.toString());
    return numbers(output);
  }

  /** The names of the tasks of each split. */
  public static Map<String, List<String>> splits(Path folder) throws IOException {
    String json = run(folder, python(folder), script("goals.py"), "--splits");
    return new ObjectMapper().readValue(json, new TypeReference<>() {});
  }

  /** All that {@code pictures.py} takes for these entries. */
  public static ByteBuffer pictures(Path folder, List<?> entries) throws IOException {
    Path input = folder.resolve("oracle-shots.json");
    Path output = folder.resolve("oracle-pictures.bin");
    new ObjectMapper().writeValue(input.toFile(), entries);
    run(folder, python(folder), script("pictures.py"), input.toString(), output.toString());
    return ByteBuffer.wrap(Files.readAllBytes(output)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The results of a function of numpy, by {@code src/test/python/functions.py}. */
  public static DoubleBuffer apply(Path folder, String function, double[] arguments)
      throws IOException {
    Path input = folder.resolve("oracle-arguments.bin");
    Path output = folder.resolve("oracle-results.bin");
    ByteBuffer bytes =
        ByteBuffer.allocate(arguments.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(arguments);
    Files.write(input, bytes.array());
    run(
        folder,
        python(folder),
        script("functions.py"),
        function,
        input.toString(),
        output.toString());
    return numbers(output);
  }

  private static DoubleBuffer numbers(Path output) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(output))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer();
  }

  private static String script(String name) {
    return ROOT.resolve("sim-image/suites/src/test/python").resolve(name).toString();
  }

  /** The interpreter of the environment that has metaworld, made the first time. */
  private static String python(Path folder) throws IOException {
    Path launcher = ROOT.resolve("cli/launcher");
    return run(
            folder,
            launcher.resolve("python-environment").toString(),
            "metaworld",
            launcher.resolve("python/metaworld.txt").toString())
        .strip();
  }

  private static String run(Path folder, String... command) throws IOException {
    Path output = Files.createTempFile(folder, "out", ".txt");
    Path errors = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    Process process = builder.start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            "%s: %s".formatted(List.of(command), Files.readString(errors, StandardCharsets.UTF_8)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroy();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private static Path repository() {
    try {
      Path folder = Path.of("").toRealPath();
      while (!Files.exists(folder.resolve("cli/launcher/python-environment"))) {
        folder = Objects.requireNonNull(folder.getParent(), "run within the repository");
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
