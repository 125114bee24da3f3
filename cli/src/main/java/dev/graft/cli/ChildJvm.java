package dev.graft.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that this one starts, of the same class path. */
public final class ChildJvm {
  /** Where JavaCPP unpacks native libraries. */
  private static final String NATIVE_CACHE = "org.bytedeco.javacpp.cachedir";

  private ChildJvm() {}

  /**
   * The command that starts it, with a small footprint.
   *
   * @param main the class to run
   * @param heapMegabytes largest heap
   * @param arguments of the main
   */
  public static List<String> command(Class<?> main, int heapMegabytes, List<String> arguments) {
    return command(main, List.of("-XX:+UseSerialGC", "-Xmx" + heapMegabytes + "m"), arguments);
  }

  /**
   * The command that starts it.
   *
   * @param main the class to run
   * @param options of the JVM, besides those that all of Graft's need
   * @param arguments of the main
   */
  public static List<String> command(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true"));
    String nativeCache = System.getProperty(NATIVE_CACHE);
    if (nativeCache != null) {
      command.add("-D" + NATIVE_CACHE + "=" + nativeCache);
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return List.copyOf(command);
  }
}
