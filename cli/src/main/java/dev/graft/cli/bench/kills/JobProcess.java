package dev.graft.cli.bench.kills;

import dev.graft.cli.ChildJvm;
import dev.graft.cli.Graft;
import dev.graft.cli.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code graft run} in a process of its own, and what it starts. */
final class JobProcess implements AutoCloseable {
  private static final int HEAP_MEGABYTES = 192;
  private static final Duration END_LIMIT = Duration.ofSeconds(90);

  private final Process process;
  private final List<String> lines = new ArrayList<>();

  private JobProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().name("job-output").start(this::read);
  }

  static JobProcess start(Installation installation, List<String> arguments) throws IOException {
    List<String> run = new ArrayList<>(List.of("run"));
    run.addAll(arguments);
    List<String> command = ChildJvm.command(Graft.class, HEAP_MEGABYTES, run);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GRAFT_ROOT", installation.root().toString());
    builder.environment().put("GRAFT_CACHE", installation.cache().toString());
    builder.environment().remove("GRAFT_COLUMNS");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return new JobProcess(builder.start());
  }

  private void read() {
    try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (this) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      synchronized (this) {
        lines.add("its output broke off: " + e.getMessage());
      }
    }
  }

  /** The last lines that it said. */
  synchronized List<String> lastLines(int count) {
    return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  /** Whether it ends within some time. */
  boolean endsWithin(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Its exit status, when it has ended. */
  int status() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Kills (SIGKILL) some of it.
   *
   * @return whether there was something to kill
   */
  boolean kill(Victim victim) {
    List<ProcessHandle> victims =
        switch (victim) {
          case All -> Stream.concat(Stream.of(process.toHandle()), children(any -> true)).toList();
          case Command -> List.of(process.toHandle());
          case Trainer -> children(line -> line.contains("LocalTrainer")).limit(1).toList();
          case Simulator -> children(line -> line.contains("ReplicaMain")).limit(1).toList();
          case Mlflow -> List.of();
        };
    victims.forEach(ProcessHandle::destroyForcibly);
    return !victims.isEmpty();
  }

  /** Its simulators and trainers; the MLflow server, which outlives it, is not its own. */
  private Stream<ProcessHandle> children(Predicate<String> commandLine) {
    return process
        .descendants()
        .filter(child -> commandLine(child).matches("(?s).*(LocalTrainer|ReplicaMain).*"))
        .filter(child -> commandLine.test(commandLine(child)));
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

  @Override
  public void close() {
    List<ProcessHandle> rest = children(any -> true).toList();
    process.destroyForcibly();
    rest.forEach(ProcessHandle::destroyForcibly);
    rest.forEach(child -> child.onExit().orTimeout(END_LIMIT.toSeconds(), TimeUnit.SECONDS).join());
  }
}
