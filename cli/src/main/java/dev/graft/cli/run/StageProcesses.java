package dev.graft.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.graft.cli.LogTail;
import dev.graft.trainer.ExitCode;
import dev.graft.trainer.event.TrainerEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The processes of a job's stages. Thread-safe: {@link #run} serves any number of threads. */
final class StageProcesses {
  /** What the kernel does when memory is short. */
  private static final int KILLED = 128 + 9;

  private static final ObjectReader EVENTS = new ObjectMapper().readerFor(TrainerEvent.class);

  private final Duration grace;
  private final Set<Process> running = new HashSet<>();
  private boolean stopping;

  /**
   * Creates no process yet.
   *
   * @param grace how long a process may take to checkpoint before it is killed
   */
  StageProcesses(Duration grace) {
    this.grace = grace;
  }

  /** Executes a stage and returns when its process has ended. */
  StageEnd run(StageCommand command, Consumer<TrainerEvent> events) throws IOException {
    long started = System.nanoTime();
    Optional<Process> process = start(command);
    if (process.isEmpty()) {
      return new StageEnd.Stopped();
    }
    try {
      relay(process.get(), command.log(), events);
      int status = waitFor(process.get());
      return end(command, status, Duration.ofNanos(System.nanoTime() - started));
    } finally {
      process.get().destroyForcibly();
      forget(process.get());
    }
  }

  /** Asks all processes to checkpoint and leave; none is started from now on. */
  void stop() {
    for (ProcessHandle process : takeForStopping()) {
      process.destroy();
      process
          .onExit()
          .completeOnTimeout(process, grace.toMillis(), TimeUnit.MILLISECONDS)
          .thenAccept(ProcessHandle::destroyForcibly);
    }
  }

  /** Ends all processes at once; what they did since their last checkpoint is lost. */
  void kill() {
    takeForStopping().forEach(ProcessHandle::destroyForcibly);
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  // Handles, because Process.destroy closes the pipes: the last events would be lost.
  private synchronized List<ProcessHandle> takeForStopping() {
    stopping = true;
    return running.stream().map(Process::toHandle).toList();
  }

  private synchronized void forget(Process process) {
    running.remove(process);
  }

  private synchronized Optional<Process> start(StageCommand command) throws IOException {
    if (stopping) {
      return Optional.empty();
    }
    ProcessBuilder builder = new ProcessBuilder(command.command());
    builder.environment().putAll(command.environment());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
    Process process = builder.start();
    running.add(process);
    return Optional.of(process);
  }

  private static void relay(Process process, Path log, Consumer<TrainerEvent> events)
      throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        PrintStream rest =
            new PrintStream(
                Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<TrainerEvent> event = event(line);
        event.ifPresentOrElse(events, logging(rest, line));
      }
    }
  }

  private static Runnable logging(PrintStream log, String line) {
    return () -> log.println(line);
  }

  private static Optional<TrainerEvent> event(String line) {
    try {
      return Optional.of(EVENTS.readValue(line));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // a native library's words
    }
  }

  private StageEnd end(StageCommand command, int status, Duration elapsed) throws IOException {
    if (status == ExitCode.Done.status()) {
      return new StageEnd.Done(elapsed);
    }
    if (isStopping() || status == ExitCode.Checkpointed.status()) {
      return new StageEnd.Stopped();
    }
    StageEnd.Cause cause = StageEnd.Cause.Error;
    if (status == ExitCode.Configuration.status()) {
      cause = StageEnd.Cause.Configuration;
    } else if (status == KILLED) {
      cause = StageEnd.Cause.Killed;
    }
    return new StageEnd.Failed(cause, status, command.log(), LogTail.of(command.log()));
  }

  private static int waitFor(Process process) {
    boolean interrupted = false;
    while (true) {
      try {
        int status = process.waitFor();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return status;
      } catch (InterruptedException e) {
        interrupted = true;
        process.toHandle().destroy();
      }
    }
  }
}
