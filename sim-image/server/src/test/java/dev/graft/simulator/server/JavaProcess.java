package dev.graft.simulator.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A main of this test's class path, in a process of its own. Closing it kills it. */
final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private JavaProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static JavaProcess start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "--enable-native-access=ALL-UNNAMED"));
    String nativeCache = "org.bytedeco.javacpp.cachedir"; // another build's library has one name
    command.add("-D" + nativeCache + "=" + System.getProperty(nativeCache));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new JavaProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** A simulator server on a free port, with two threads. */
  static JavaProcess simulator(int maxEnvironments) throws IOException {
    String most = Integer.toString(maxEnvironments);
    return start(SimulatorMain.class, "--port", "0", "--threads", "2", "--max-environments", most);
  }

  Process process() {
    return process;
  }

  /** Of a server, once it serves. */
  String address() {
    String line = lineWith("serves at");
    return "localhost:" + line.substring(line.lastIndexOf(':') + 1);
  }

  /** The first line with the words; what came before it says why there is none. */
  String lineWith(String words) {
    List<String> before = new ArrayList<>();
    try {
      for (String line; (line = output.readLine()) != null; ) {
        if (line.contains(words)) {
          return line;
        }
        before.add(line);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    throw new AssertionError("no line with '" + words + "' in " + before);
  }

  /** All of it, to the end of the process. */
  String output() {
    return output.lines().collect(Collectors.joining("\n"));
  }

  /** With SIGKILL; returns when it is dead. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
