package dev.graft.trainer.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The NVIDIA processors of the machine, as their driver's own tool tells of them. */
final class Gpus {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia");
  private static final List<String> TOOL =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,utilization.gpu,memory.used,memory.total,power.draw",
          "--format=csv,noheader,nounits");
  private static final int PATIENCE_SECONDS = 5;

  /** Bytes of a unit of the tool, in megabytes. */
  private static final double MEBIBYTE = 1024 * 1024 / 1e6;

  private final Supplier<List<String>> lines;

  /**
   * Processors that something tells of.
   *
   * @param lines one for each: index, percent, MiB used, MiB in all, watts, divided by commas
   */
  Gpus(Supplier<List<String>> lines) {
    this.lines = lines;
  }

  /** Those of this machine; none without the driver. */
  static Gpus ofThisMachine() {
    return new Gpus(Files.isDirectory(DRIVER) ? Gpus::ask : List::of);
  }

  /** Name to value; what the tool does not know is left out. */
  Map<String, Double> sample() {
    Map<String, Double> sample = new LinkedHashMap<>();
    for (String line : lines.get()) {
      String[] cells = line.split("\\s*,\\s*");
      if (cells.length == 5) {
        String gpu = "gpu_" + cells[0].strip() + "_";
        put(sample, gpu + "utilization_percentage", cells[1], 1);
        put(sample, gpu + "memory_usage_megabytes", cells[2], MEBIBYTE);
        put(sample, gpu + "power_usage_watts", cells[4], 1);
        percentage(sample, gpu + "memory_usage_percentage", cells[2], cells[3]);
      }
    }
    return sample;
  }

  private static void put(Map<String, Double> sample, String name, String cell, double unit) {
    if (isNumber(cell)) {
      sample.put(name, Double.parseDouble(cell) * unit);
    }
  }

  private static void percentage(
      Map<String, Double> sample, String name, String part, String whole) {
    if (isNumber(part) && isNumber(whole)) {
      sample.put(name, 100 * Double.parseDouble(part) / Double.parseDouble(whole));
    }
  }

  /** The tool writes {@code [N/A]} for what a model does not measure. */
  private static boolean isNumber(String cell) {
    return cell.strip().matches("\\d+(\\.\\d+)?");
  }

  private static List<String> ask() {
    try {
      Process tool =
          new ProcessBuilder(TOOL).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      if (!tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        tool.destroyForcibly();
        return List.of();
      }
      byte[] output = tool.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      return List.of(); // the driver without its tool
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
