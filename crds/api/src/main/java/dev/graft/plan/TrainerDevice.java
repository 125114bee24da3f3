package dev.graft.plan;

import dev.graft.api.ResourceSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a trainer computes on. */
public enum TrainerDevice {
  /** The processor. */
  CPU,
  /** One GPU of NVIDIA's. */
  CUDA;

  /** The environment variable of a trainer's process that names its device; CPU where it is not. */
  public static final String VARIABLE = "GRAFT_DEVICE";

  /** What NVIDIA's device plugin offers: whole GPUs, shared ones and slices. */
  private static final String NVIDIA = "nvidia.com/";

  /** The device of a pod with these resources. */
  public static TrainerDevice of(ResourceSettings resources) {
    boolean gpu =
        Stream.of(resources.limits(), resources.requests())
            .flatMap(quantities -> quantities.entrySet().stream())
            .anyMatch(entry -> entry.getKey().startsWith(NVIDIA) && !entry.getValue().equals("0"));
    return gpu ? CUDA : CPU;
  }

  /**
   * The device that a process is told to compute on.
   *
   * @throws IllegalArgumentException when it is told another word than {@link #word}
   */
  public static TrainerDevice of(Map<String, String> environment) {
    String word = environment.getOrDefault(VARIABLE, CPU.word());
    return Arrays.stream(values())
        .filter(device -> device.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is '%s': give one of %s".formatted(VARIABLE, word, words())));
  }

  /** As {@link #VARIABLE} has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String words() {
    return Arrays.stream(values()).map(TrainerDevice::word).collect(Collectors.joining(", "));
  }
}
