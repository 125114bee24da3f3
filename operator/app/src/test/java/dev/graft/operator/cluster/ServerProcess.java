package dev.graft.operator.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A server in a process of its own, which ends with this JVM at the latest. */
final class ServerProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long STOP_SECONDS = 10;
  private static final int LOG_SHOWN = 4000;

  private final Path log;
  private final Process process;

  private ServerProcess(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  static ServerProcess start(Path log, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ServerProcess(log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once {@code ready}; a process that ends before fails with the end of its log. */
  void await(BooleanSupplier ready) {
    try {
      Awaitility.await(log.getFileName().toString())
          .atMost(START_TIMEOUT)
          .pollInterval(POLL)
          .failFast(() -> !process.isAlive())
          .until(ready::getAsBoolean);
    } catch (TerminalFailureException | ConditionTimeoutException e) {
      throw new IllegalStateException(log.getFileName() + " is not ready:\n" + endOfLog(), e);
    }
  }

  private String endOfLog() {
    try {
      String text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - LOG_SHOWN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
