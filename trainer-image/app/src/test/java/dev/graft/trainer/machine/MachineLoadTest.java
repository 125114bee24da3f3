package dev.graft.trainer.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLoadTest {
  private static final Gpus NONE = new Gpus(List::of);

  @TempDir Path folder;

  @Test
  void thisMachineHasMemoryAndADisk() {
    Map<String, Double> sample = new MachineLoad(folder).sample();

    assertThat(sample)
        .containsKeys(
            "system/system_memory_usage_megabytes",
            "system/disk_available_megabytes",
            "system/network_receive_megabytes");
    assertThat(sample.get("system/system_memory_usage_percentage")).isBetween(0.1, 100.0);
    assertThat(sample.get("system/disk_usage_percentage")).isBetween(0.0, 100.0);
  }

  @Test
  void memoryThatCanBeHadIsNotUsed() throws IOException {
    Files.writeString(
        folder.resolve("meminfo"),
        """
        MemTotal:       4000000 kB
        MemFree:         100000 kB
        MemAvailable:   1000000 kB
        HugePages_Total:       0
        """);

    assertThat(new MachineLoad(folder, folder, NONE).sample())
        .contains(
            entry("system/system_memory_usage_megabytes", 3072.0),
            entry("system/system_memory_usage_percentage", 75.0));
  }

  @Test
  void theNetworkIsCountedFromTheBeginning() throws IOException {
    writeTraffic(5_000_000, 1_000_000);
    MachineLoad load = new MachineLoad(folder, folder, NONE);
    writeTraffic(7_000_000, 1_500_000);

    assertThat(load.sample())
        .contains(
            entry("system/network_receive_megabytes", 2.0 + 2.0),
            entry("system/network_transmit_megabytes", 0.5 + 0.5));
  }

  /** Twice the bytes: over two interfaces. */
  private void writeTraffic(long received, long sent) throws IOException {
    String line = "%6s: %d 12 0 0 0 0 0 0 %d 11 0 0 0 0 0 0%n";
    Files.writeString(
        Files.createDirectories(folder.resolve("net")).resolve("dev"),
        "Inter-|   Receive  |  Transmit\n face |bytes packets |bytes packets\n"
            + line.formatted("lo", received, sent)
            + line.formatted("eth0", received, sent));
  }

  @Test
  void whatIsNotThereIsLeftOut() {
    assertThat(new MachineLoad(folder.resolve("absent"), folder.resolve("absent"), NONE).sample())
        .doesNotContainKeys(
            "system/system_memory_usage_megabytes",
            "system/disk_usage_megabytes",
            "system/network_receive_megabytes");
  }

  @Test
  void eachGpuIsToldOfInMegabytes() {
    Gpus two =
        new Gpus(() -> List.of("0, 87, 1000, 4000, 312.50", "1, [N/A], 0, 4000, [Not Supported]"));

    Map<String, Double> sample = new MachineLoad(folder, folder, two).sample();

    assertThat(sample)
        .contains(
            entry("system/gpu_0_utilization_percentage", 87.0),
            entry("system/gpu_0_memory_usage_percentage", 25.0),
            entry("system/gpu_0_power_usage_watts", 312.5),
            entry("system/gpu_1_memory_usage_megabytes", 0.0))
        .doesNotContainKeys(
            "system/gpu_1_utilization_percentage", "system/gpu_1_power_usage_watts");
    assertThat(sample.get("system/gpu_0_memory_usage_megabytes")).isCloseTo(1048.576, within(1e-9));
  }
}
