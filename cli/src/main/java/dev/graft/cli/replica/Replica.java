package dev.graft.cli.replica;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.LogTail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One simulator, and the thread that watches it: a process that dies is started again at the port
 * of the first, where its clients look for it. Thread-safe.
 *
 * <pre>
 * started -> serves at a port -> died -> started again at that port -> ... -> given up
 *       \-> never served: given up                  (closed: from any state)
 * </pre>
 */
final class Replica {
  /** A simulator that dies more often than this in one job would go on dying. */
  static final int RESTARTS = 5;

  /** What the simulator's main writes as soon as its port is open. */
  private static final Pattern SERVES = Pattern.compile(" serves at \\S+:(\\d+)$");

  private static final int SIGNALLED = 128;

  private final String name;
  private final List<String> command;
  private final Path log;
  private final Consumer<String> messages;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CompletableFuture<String> givenUp = new CompletableFuture<>();
  private @Nullable Process process;
  private boolean closing;

  /**
   * Starts nothing yet.
   *
   * @param name for people, such as {@code simulator-0}
   * @param command the program and its arguments, without the port
   * @param log file that receives what it writes
   * @param messages receives a line whenever it died
   */
  Replica(String name, List<String> command, Path log, Consumer<String> messages) {
    this.name = name;
    this.command = List.copyOf(command);
    this.log = log;
    this.messages = messages;
  }

  /** Starts the process, and the thread that watches it. */
  void start() {
    Thread.ofPlatform().daemon().name(name).start(this::watch);
  }

  /** Its port, once it serves; fails with a {@link CommandFailure} when it never will. */
  CompletableFuture<Integer> port() {
    return port.copy();
  }

  /** Why it is not started any more, once that is so. */
  CompletableFuture<String> givenUp() {
    return givenUp.copy();
  }

  /** Asks the process to end; it is not started again. */
  synchronized void leave() {
    closing = true;
    if (process != null) {
      process.toHandle().destroy(); // not Process.destroy, which closes the pipe to the log
    }
  }

  /** Waits for the process that was asked to end, and kills it when the time is over. */
  void awaitEnd(Duration limit) {
    ended
        .copy()
        .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(this::kill)
        .join();
    ended.join();
  }

  private synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void watch() {
    try {
      for (int deaths = 0; launch(); ) {
        int status = relayUntilItEnds();
        if (!isClosing() && !restarts(++deaths, status)) {
          return;
        }
      }
    } catch (IOException e) {
      giveUp("cannot be started: " + e.getMessage());
    } finally {
      port.completeExceptionally(CommandFailure.failed(name + " was stopped"));
      ended.complete(null);
    }
  }

  /** False when it is to end instead. */
  private synchronized boolean launch() throws IOException {
    if (closing) {
      return false;
    }
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--port", Integer.toString(knownPort().orElse(0))));
    process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    return true;
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private OptionalInt knownPort() {
    return port.isDone() ? OptionalInt.of(port.join()) : OptionalInt.empty();
  }

  private int relayUntilItEnds() throws IOException {
    Process running = running();
    try (BufferedReader lines = running.inputReader(StandardCharsets.UTF_8);
        PrintStream to = new PrintStream(append(), true, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        to.println(line);
        Matcher serves = SERVES.matcher(line);
        if (serves.find()) {
          port.complete(Integer.valueOf(serves.group(1)));
        }
      }
    }
    return running.onExit().join().exitValue();
  }

  private java.io.OutputStream append() throws IOException {
    return Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private synchronized Process running() {
    return Optional.ofNullable(process).orElseThrow();
  }

  /** Whether it is worth another start; says what happened either way. */
  private boolean restarts(int deaths, int status) throws IOException {
    if (!port.isDone()) {
      giveUp("did not start (" + words(status) + "); its last words:" + lastWords());
      return false;
    }
    if (deaths > RESTARTS) {
      messages.accept(name + ": " + words(status) + "; it is given up");
      giveUp("died " + deaths + " times (" + words(status) + "); its last words:" + lastWords());
      return false;
    }
    messages.accept(
        "%s: %s; it is started again (%d of %d times), and the trainers go on with it"
            .formatted(name, words(status), deaths, RESTARTS));
    return true;
  }

  private static String words(int status) {
    if (status == SIGNALLED + 9) {
      return "killed, as happens when memory is short";
    }
    return status > SIGNALLED
        ? "ended by signal " + (status - SIGNALLED)
        : "ended with exit status " + status;
  }

  private String lastWords() throws IOException {
    StringBuilder words = new StringBuilder();
    LogTail.of(log)
        .forEach(line -> words.append(System.lineSeparator()).append("    ").append(line));
    return words.append(System.lineSeparator()).append("  all of them: ").append(log).toString();
  }

  private void giveUp(String why) {
    String said = name + " " + why;
    givenUp.complete(said);
    port.completeExceptionally(CommandFailure.failed(said));
  }
}
