package dev.graft.cli.run;

import dev.graft.cli.ChildJvm;
import dev.graft.cli.Graft;
import dev.graft.cli.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code graft run} as a person starts it: a process in a session of its own. */
final class RunProcess implements AutoCloseable {
  private final Process process;
  private final Path printed;
  private final BufferedReader lines;
  private final StringBuilder shown = new StringBuilder();
  private final Set<ProcessHandle> workers = new HashSet<>();

  private RunProcess(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
    this.lines = process.errorReader(StandardCharsets.UTF_8);
  }

  /** {@code graft run}. */
  static RunProcess start(Installation installation, String... arguments) throws IOException {
    return command(
        installation, Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new));
  }

  /** Any command. */
  static RunProcess command(Installation installation, String... arguments) throws IOException {
    // A shell in the background, under which tests may run, lets its children ignore Ctrl-C.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
    command.addAll(ChildJvm.command(Graft.class, 192, List.of(arguments)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GRAFT_ROOT", installation.root().toString());
    builder.environment().put("GRAFT_CACHE", installation.cache().toString());
    builder.environment().remove("GRAFT_COLUMNS");
    Path printed = Files.createTempFile("printed", ".txt"); // a pipe that nobody reads would fill
    builder.redirectOutput(printed.toFile());
    return new RunProcess(builder.start(), printed);
  }

  /** Reads on until the progress has such a line. */
  void awaitLine(Predicate<String> wanted) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      shown.append(line).append('\n');
      if (wanted.test(line)) {
        return;
      }
    }
    throw new AssertionError("it ended before: " + shown);
  }

  /** Ctrl-C in a terminal: every process of the session gets it. */
  void pressCtrlC() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).inheritIO().start().waitFor();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
  }

  /** Its simulators. */
  List<ProcessHandle> simulators() {
    return process
        .descendants()
        .filter(child -> commandLine(child).contains("ReplicaMain"))
        .toList();
  }

  /** Its simulators and trainers. */
  List<ProcessHandle> workers() {
    List<ProcessHandle> now =
        process
            .descendants()
            .filter(child -> commandLine(child).matches("(?s).*(ReplicaMain|LocalTrainer).*"))
            .toList();
    workers.addAll(now);
    return now;
  }

  // The JDK tells no command line that is longer than a page, such as one with a class path.
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.UTF_8);
    } catch (IOException ended) {
      return "";
    }
  }

  /** Its exit status, when it has ended. */
  int status() throws IOException, InterruptedException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      shown.append(line).append('\n');
    }
    return process.waitFor();
  }

  /** What it showed so far. */
  String shown() {
    return shown.toString();
  }

  /** What it printed on standard output so far. */
  String printed() throws IOException {
    return Files.readString(printed);
  }

  @Override
  public void close() {
    printed.toFile().delete();
    workers(); // those that nobody asked for yet; orphans are known from before
    workers.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
