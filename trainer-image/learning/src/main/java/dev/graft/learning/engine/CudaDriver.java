package dev.graft.learning.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Arrays;

/**
 * NVIDIA's driver, asked directly: libtorch takes whatever keeps it from a GPU for a machine that
 * has none. Source: CUDA Driver API, initialization and device management.
 */
final class CudaDriver {
  private static final String LIBRARY = "libcuda.so.1";
  private static final String ASKED = "the device cuda was asked for, but ";

  private static final int SUCCESS = 0;
  private static final int NO_DEVICE = 100;
  private static final int NAME_BYTES = 256;

  private final SymbolLookup library;

  private CudaDriver(SymbolLookup library) {
    this.library = library;
  }

  /**
   * The name of the first GPU that this process may use.
   *
   * @throws IllegalArgumentException when there is none, saying why and what to do
   */
  static String firstGpu() {
    return load().name();
  }

  private static CudaDriver load() {
    try {
      // For ever: libtorch uses it, too.
      return new CudaDriver(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ASKED
              + "NVIDIA's driver is not here ("
              + LIBRARY
              + "): install it or, for a container, give it a GPU through NVIDIA's container"
              + " toolkit; or ask for the device cpu",
          e);
    }
  }

  private String name() {
    try (Arena arena = Arena.ofConfined()) {
      call("cuInit", 0);
      MemorySegment number = arena.allocate(JAVA_INT);
      call("cuDeviceGetCount", number);
      if (number.get(JAVA_INT, 0) == 0) {
        throw noGpu();
      }
      call("cuDeviceGet", number, 0);
      MemorySegment name = arena.allocate(NAME_BYTES);
      call("cuDeviceGetName", name, NAME_BYTES, number.get(JAVA_INT, 0));
      return name.getString(0);
    }
  }

  /** Calls a function of integers and addresses that returns a status. */
  private void call(String function, Object... arguments) {
    MemoryLayout[] layouts =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Integer ? JAVA_INT : ADDRESS)
            .toArray(MemoryLayout[]::new);
    int status;
    try {
      status =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      library.findOrThrow(function), FunctionDescriptor.of(JAVA_INT, layouts))
                  .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(LIBRARY + " has no " + function + " as it should be", e);
    }
    if (status == NO_DEVICE) {
      throw noGpu();
    }
    if (status != SUCCESS) {
      throw new IllegalArgumentException(
          ASKED
              + "NVIDIA's driver answers %s with the error %d: see whether nvidia-smi works there"
                  .formatted(function, status));
    }
  }

  private static IllegalArgumentException noGpu() {
    return new IllegalArgumentException(
        ASKED
            + "NVIDIA's driver shows no GPU: look at CUDA_VISIBLE_DEVICES or, for a container, at"
            + " the GPUs that it was given; or ask for the device cpu");
  }
}
