package dev.graft.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JVM that this one starts, of the same class path. */
public final class ChildJvm {
  /** Where JavaCPP unpacks native libraries. */
  private static final String NATIVE_CACHE = "org.bytedeco.javacpp.cachedir";

  /** Where the launcher wants archives of loaded classes. */
  private static final String ARCHIVES = "graft.archives";

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
   * The command that starts it, with a small footprint and from an archive of the classes that the
   * first process of its kind has loaded: starting them one by one takes longer than most stages
   * wait for anything else.
   *
   * @param kind of processes that load the same classes, such as {@code simulator}
   * @param main the class to run
   * @param heapMegabytes largest heap
   * @param arguments of the main
   */
  public static List<String> command(
      String kind, Class<?> main, int heapMegabytes, List<String> arguments) {
    List<String> options = new ArrayList<>(archived(kind, System.getProperty(ARCHIVES)));
    options.addAll(List.of("-XX:+UseSerialGC", "-Xmx" + heapMegabytes + "m"));
    return command(main, options, arguments);
  }

  /** The archive is made when the first process ends, and again when it fits no longer. */
  static List<String> archived(String kind, @Nullable String folder) {
    return folder == null
        ? List.of()
        : List.of(
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + Path.of(folder, kind + ".jsa"),
            // Standard output is for events, or for the port.
            "-Xlog:cds=off",
            "-Xlog:aot=off");
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
    for (String inherited : List.of(NATIVE_CACHE, ARCHIVES)) {
      String value = System.getProperty(inherited);
      if (value != null) {
        command.add("-D" + inherited + "=" + value);
      }
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return List.copyOf(command);
  }
}
