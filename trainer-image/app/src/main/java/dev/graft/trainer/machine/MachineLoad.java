package dev.graft.trainer.machine;

import dev.graft.trainer.mlflow.MetricNames;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How busy the machine is, under the names and in the units that MLflow's user interface shows as
 * system metrics: percentages, and megabytes of 10^6 bytes.
 *
 * <p>The machine is the whole node, or what the container may use of its processors.
 */
public final class MachineLoad {
  private static final double MEGABYTE = 1e6;

  private final Path processes;
  private final Path folder;
  private final Gpus gpus;
  private final Optional<Traffic> before;

  /**
   * The load from now on.
   *
   * @param folder on the disk that is looked at
   */
  public MachineLoad(Path folder) {
    this(Path.of("/proc"), folder, Gpus.ofThisMachine());
  }

  MachineLoad(Path processes, Path folder, Gpus gpus) {
    this.processes = processes;
    this.folder = folder;
    this.gpus = gpus;
    this.before = Traffic.read(processes.resolve("net/dev"));
  }

  /** The load now, and what has passed the network since the beginning; without what is unknown. */
  public Map<String, Double> sample() {
    Map<String, Double> sample = new LinkedHashMap<>();
    processors(sample);
    memory(sample);
    disk(sample);
    network(sample);
    gpus.sample().forEach((name, value) -> sample.put(MetricNames.SYSTEM + name, value));
    return sample;
  }

  private static void processors(Map<String, Double> sample) {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      double share = system.getCpuLoad(); // since it was asked last; negative at first
      if (share >= 0) {
        sample.put(MetricNames.SYSTEM + "cpu_utilization_percentage", 100 * share);
      }
    }
  }

  private void memory(Map<String, Double> sample) {
    Map<String, Long> kibibytes = new LinkedHashMap<>();
    for (String line : lines(processes.resolve("meminfo"))) {
      String[] words = line.split("[:\\s]+", 3);
      if (words.length > 1) {
        kibibytes.put(words[0], Long.parseLong(words[1]));
      }
    }
    Long total = kibibytes.get("MemTotal");
    Long available = kibibytes.get("MemAvailable");
    if (total != null && available != null) {
      long used = total - available;
      sample.put(MetricNames.SYSTEM + "system_memory_usage_megabytes", used * 1024 / MEGABYTE);
      sample.put(MetricNames.SYSTEM + "system_memory_usage_percentage", 100.0 * used / total);
    }
  }

  private void disk(Map<String, Double> sample) {
    try {
      FileStore store = Files.getFileStore(folder);
      long total = store.getTotalSpace();
      long free = store.getUsableSpace();
      sample.put(MetricNames.SYSTEM + "disk_usage_megabytes", (total - free) / MEGABYTE);
      sample.put(MetricNames.SYSTEM + "disk_usage_percentage", 100.0 * (total - free) / total);
      sample.put(MetricNames.SYSTEM + "disk_available_megabytes", free / MEGABYTE);
    } catch (IOException e) {
      // The disk is not there any more: the stage will say so when it needs it.
    }
  }

  private void network(Map<String, Double> sample) {
    Optional<Traffic> now = Traffic.read(processes.resolve("net/dev"));
    if (now.isPresent() && before.isPresent()) {
      Traffic since = now.get().since(before.get());
      sample.put(MetricNames.SYSTEM + "network_receive_megabytes", since.received() / MEGABYTE);
      sample.put(MetricNames.SYSTEM + "network_transmit_megabytes", since.sent() / MEGABYTE);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
