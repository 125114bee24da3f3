package dev.graft.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Environment variables of a trainer process, in a pod or not: what its native libraries read when
 * they are loaded.
 */
public final class TrainerEnvironment {
  private TrainerEnvironment() {}

  /**
   * The variables, by name.
   *
   * @param threads of the stage
   * @param engineCache folder where DJL unpacks its libraries
   * @param device what it computes on
   */
  public static Map<String, String> of(int threads, String engineCache, TrainerDevice device) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OMP_NUM_THREADS", Integer.toString(threads));
    environment.put("MKL_NUM_THREADS", Integer.toString(threads));
    // libgomp's threads spin at barriers: shortly, or one that is not scheduled stalls all of them.
    environment.put("GOMP_SPINCOUNT", "2000");
    // One arena, and freed blocks kept: each training step asks for the same sizes again.
    environment.put("MALLOC_ARENA_MAX", "1");
    environment.put("MALLOC_TRIM_THRESHOLD_", "134217728");
    environment.put("MALLOC_MMAP_THRESHOLD_", "33554432");
    environment.put("DJL_CACHE_DIR", engineCache);
    if (device == TrainerDevice.CUDA) {
      environment.put(TrainerDevice.VARIABLE, device.word());
      // Products are summed in one order, whatever else the GPU does.
      environment.put("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
    }
    return environment;
  }
}
