package dev.graft.learning.engine;

import java.nio.file.Path;

/** A process that asks for a GPU, and says what it got. */
final class CudaProcess {
  private CudaProcess() {}

  /**
   * Prints the first GPU's name, or why there is none; with an argument, the folder of the native
   * libraries, starts the engine on it, too.
   */
  public static void main(String[] arguments) {
    try {
      System.out.println(CudaDriver.firstGpu());
      if (arguments.length > 0) {
        NativeEngine.start(new EngineSettings(1, Path.of(arguments[0]), Device.CUDA));
        System.out.println(NativeEngine.fingerprint());
      }
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
  }
}
