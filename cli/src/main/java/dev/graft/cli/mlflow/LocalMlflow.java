package dev.graft.cli.mlflow;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.python.PythonEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * A person's own MLflow server: at most one per cache, its data in the cache, reachable from this
 * machine only. It outlives the command that started it, so that its pages can be read afterwards.
 *
 * <p>Safe against other processes: starting and stopping hold a lock.
 */
public final class LocalMlflow {
  /** MLflow's own default, tried first. */
  public static final int PREFERRED_PORT = 5000;

  private static final int PORTS_TRIED = 50;

  /** The file's lock keeps other processes out, this one the other threads. */
  private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

  private final Installation installation;
  private final int preferredPort;

  /** The server of an installation. */
  public LocalMlflow(Installation installation) {
    this(installation, PREFERRED_PORT);
  }

  /** With another port to try first. */
  public LocalMlflow(Installation installation, int preferredPort) {
    this.installation = installation;
    this.preferredPort = preferredPort;
  }

  /**
   * The address of the server, which is started when it does not run and has answered when this
   * returns.
   *
   * @throws CommandFailure when it cannot be installed or started
   */
  public URI findOrStart() {
    THIS_PROCESS.lock();
    try {
      Files.createDirectories(installation.mlflow());
      try (FileChannel channel = openLock();
          FileLock ignored = channel.lock()) {
        Optional<URI> running = findHealthy();
        return running.isPresent() ? running.get() : start();
      }
    } catch (IOException e) {
      throw CommandFailure.usage(
          "cannot use "
              + installation.mlflow()
              + " for the local MLflow server ("
              + e
              + "): set GRAFT_CACHE to a folder that can be written");
    } finally {
      THIS_PROCESS.unlock();
    }
  }

  /** The address of the server if it runs. */
  public Optional<URI> find() {
    try {
      return record().filter(r -> r.process().isPresent()).map(r -> URI.create(r.uri()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the server again at its old address, after it had ended by itself or was killed.
   *
   * @return whether it answers now; false when it was stopped on purpose
   * @throws CommandFailure when it cannot be started
   */
  boolean restart(URI uri) {
    THIS_PROCESS.lock();
    try (FileChannel channel = openLock();
        FileLock ignored = channel.lock()) {
      if (!isWanted()) {
        return false;
      }
      if (findHealthy().isEmpty()) {
        start(List.of(uri.getPort()), record());
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      THIS_PROCESS.unlock();
    }
  }

  /** Whether this is the address of the server, which may have ended since or been stopped. */
  public boolean wasAt(URI uri) {
    try {
      return record().filter(r -> URI.create(r.uri()).equals(uri)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a server was started, and not stopped since. */
  boolean isWanted() {
    try {
      return record().filter(record -> !record.stopped()).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's process; empty when none runs. */
  Optional<ProcessHandle> process() {
    try {
      return record().flatMap(ServerRecord::process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops the server and all its processes.
   *
   * @return the address it had; empty when none ran
   */
  public Optional<URI> stop() {
    if (!Files.isDirectory(installation.mlflow())) {
      return Optional.empty();
    }
    THIS_PROCESS.lock();
    try (FileChannel channel = openLock();
        FileLock ignored = channel.lock()) {
      Optional<ServerRecord> last = record();
      Optional<ServerRecord> running = last.filter(r -> r.process().isPresent());
      running.flatMap(ServerRecord::process).ifPresent(ServerProcess::end);
      last.ifPresent(this::endOrphans);
      noteStopped(last);
      return running.map(r -> URI.create(r.uri()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      THIS_PROCESS.unlock();
    }
  }

  /** Of the server's processes. */
  public enum Part {
    /** The one that was started, whose worker lives on. */
    Server,
    /** All. */
    All
  }

  /**
   * Kills (SIGKILL) the server, for drills; it counts as one that is to run.
   *
   * @return whether it ran
   */
  public boolean kill(Part part) {
    Optional<ProcessHandle> server = process();
    List<ProcessHandle> workers =
        server.stream()
            .flatMap(ProcessHandle::descendants)
            .filter(worker -> part == Part.All)
            .toList();
    server.ifPresent(ProcessHandle::destroyForcibly);
    workers.forEach(ProcessHandle::destroyForcibly);
    return server.isPresent();
  }

  /** What the server writes. */
  public Path log() {
    return installation.mlflow().resolve("server.log");
  }

  private Optional<URI> findHealthy() throws IOException {
    Optional<ServerRecord> record = record();
    Optional<ProcessHandle> process = record.flatMap(ServerRecord::process);
    if (record.isEmpty() || process.isEmpty()) {
      return Optional.empty();
    }
    URI uri = URI.create(record.get().uri());
    return ServerProcess.awaitHealth(process.get(), uri) ? Optional.of(uri) : Optional.empty();
  }

  private URI start() throws IOException {
    Optional<ServerRecord> ended = record();
    // At the port of the last one, so that what others know of it stays right.
    IntStream last = ended.map(r -> URI.create(r.uri()).getPort()).stream().mapToInt(p -> p);
    return start(
        IntStream.concat(last, IntStream.range(preferredPort, preferredPort + PORTS_TRIED))
            .boxed()
            .toList(),
        ended);
  }

  private URI start(List<Integer> wanted, Optional<ServerRecord> earlier) throws IOException {
    String python = python();
    earlier.ifPresent(this::endOrphans);
    for (int port : ServerProcess.freePorts(wanted)) {
      URI uri = URI.create("http://127.0.0.1:" + port);
      ProcessHandle server = ServerProcess.start(python, installation.mlflow(), log(), port);
      ServerRecord.of(server, uri).write(recordFile());
      if (ServerProcess.awaitHealth(server, uri)) {
        return uri;
      }
      boolean ended = !server.isAlive();
      ServerProcess.end(server);
      noteStopped(earlier);
      if (!ended || !lostPort()) {
        throw CommandFailure.failed(
            ended
                ? "the local MLflow server did not start: see " + log()
                : "the local MLflow server did not answer within %d minutes: see %s, and try again when the machine has less to do"
                    .formatted(ServerProcess.START_LIMIT.toMinutes(), log()));
      }
    }
    throw CommandFailure.usage(
        "no free port from "
            + wanted.getFirst()
            + " on for the local MLflow server: free one, or give a server with --tracking-uri");
  }

  /** Keeps the address: what others know of the server holds once it is started again. */
  private void noteStopped(Optional<ServerRecord> last) throws IOException {
    if (last.isPresent()) {
      last.get().afterStop().write(recordFile());
    } else {
      Files.deleteIfExists(recordFile());
    }
  }

  // Another process may take the port between our look and the server's bind.
  private boolean lostPort() throws IOException {
    return Files.readString(log()).contains("address already in use");
  }

  private String python() throws IOException {
    return new PythonEnvironment(installation, "mlflow")
        .interpreter(
            "the local MLflow server could not be installed; --tracking-uri names another server")
        .toString();
  }

  /** The worker of a server that was killed lives on, and keeps the port. */
  private void endOrphans(ServerRecord ended) {
    for (ProcessHandle orphan : ended.session(installation.mlflow())) {
      ServerProcess.kill(orphan);
    }
  }

  private Optional<ServerRecord> record() throws IOException {
    return ServerRecord.read(recordFile());
  }

  private Path recordFile() {
    return installation.mlflow().resolve("server.json");
  }

  private FileChannel openLock() throws IOException {
    return FileChannel.open(
        installation.mlflow().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
