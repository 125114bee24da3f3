package dev.graft.cli.mlflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A server that was started, as its state file tells.
 *
 * @param pid of the server
 * @param startedAtMillis when that process started, since the epoch: a process that got the same
 *     number later is not the server
 * @param uri its address
 * @param stopped whether it was stopped on purpose
 */
record ServerRecord(long pid, long startedAtMillis, String uri, boolean stopped) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ServerRecord of(ProcessHandle process, URI uri) {
    return new ServerRecord(process.pid(), startedAt(process), uri.toString(), false);
  }

  /** The same server after it was stopped on purpose. */
  ServerRecord afterStop() {
    return new ServerRecord(pid, startedAtMillis, uri, true);
  }

  /** The record in {@code file}; empty when there is none or it is no record. */
  static Optional<ServerRecord> read(Path file) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), ServerRecord.class));
    } catch (NoSuchFileException | com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty();
    }
  }

  /** Replaces {@code file} in one step. */
  void write(Path file) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.write(partial, JSON.writeValueAsBytes(this));
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The server's process; empty when it has ended. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startedAt(process) == startedAtMillis);
  }

  /**
   * What is left of a server's session, itself included.
   *
   * @param folder that its processes work in: without it the number could be another session's, of
   *     a process that got it later
   */
  List<ProcessHandle> session(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> sessionOf(process) == pid && worksIn(process, folder))
        .toList();
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), folder);
    } catch (IOException ended) {
      return false;
    }
  }

  private static long sessionOf(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      // "pid (name) state ppid pgrp session ...", where the name may hold anything.
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    } catch (IOException ended) {
      return -1;
    }
  }

  private static long startedAt(ProcessHandle process) {
    return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
  }
}
