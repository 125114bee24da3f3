package dev.graft.cli.run;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.job.JobFiles;
import dev.graft.learning.tensor.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one attempt at a job, held by one process at a time.
 *
 * <p>An attempt is named after the digest of what determines its result. Those asked for with
 * {@code --fresh} carry a number, from 1, and keep their datasets and backbone to themselves.
 */
final class AttemptFolder implements AutoCloseable {
  private static final int DIGEST_CHARACTERS = 12;

  private final Path folder;
  private final int number;
  private final Path store;
  private final FileChannel channel;

  private AttemptFolder(Path folder, int number, Path sharedStore, FileChannel channel) {
    this.folder = folder;
    this.number = number;
    this.store = number == 0 ? sharedStore : new JobFiles(folder).ownStore();
    this.channel = channel;
  }

  /** Which attempt is wanted. */
  enum Choice {
    /** The latest one, or a first one. */
    Latest,
    /** A new one that reuses nothing. */
    Fresh
  }

  /**
   * Takes an attempt until it is closed.
   *
   * @param job folder of the job, which holds its attempts
   * @param specDigest of the job
   * @param sharedStore datasets and backbones that attempts share
   * @throws CommandFailure when another process holds it, or the folder cannot be written
   */
  static AttemptFolder take(Path job, String specDigest, Path sharedStore, Choice choice) {
    try {
      Files.createDirectories(job);
      String name = name(specDigest);
      int number =
          switch (choice) {
            case Latest -> latest(job, name);
            case Fresh -> createNext(job, name);
          };
      Path folder = Files.createDirectories(job.resolve(numbered(name, number)));
      FileChannel channel = lock(folder);
      return new AttemptFolder(folder, number, sharedStore, channel);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "cannot write to "
              + job
              + " ("
              + e
              + "): make room there, or set GRAFT_CACHE to a folder that can be written");
    }
  }

  /**
   * Holds an attempt that is there, whatever is to be done with it, until the result is closed.
   *
   * @return empty when another process holds it
   */
  static Optional<FileChannel> hold(Path folder) throws IOException {
    FileChannel channel = open(folder);
    if (tryLock(channel) == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(channel);
  }

  /** The attempt's own files. */
  Path folder() {
    return folder;
  }

  /** The attempt's name among those of its job. */
  String name() {
    return folder.getFileName().toString();
  }

  /** 0 for the plain attempt, from 1 for those that were asked for afresh. */
  int number() {
    return number;
  }

  /** Where its datasets and backbone are found and kept. */
  Path store() {
    return store;
  }

  /** When its first stage was started, which is now when none was; its reruns keep that. */
  synchronized Instant started() throws IOException {
    Path file = folder.resolve("started");
    if (!Files.exists(file)) {
      AtomicFile.write(file, Instant.now().toString().getBytes(StandardCharsets.US_ASCII));
    }
    return Instant.parse(Files.readString(file));
  }

  @Override
  public void close() {
    try {
      channel.close(); // which releases the lock
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String name(String specDigest) {
    String characters = specDigest.substring(specDigest.indexOf(':') + 1);
    return characters.substring(0, Math.min(DIGEST_CHARACTERS, characters.length()));
  }

  private static String numbered(String name, int number) {
    return number == 0 ? name : name + "-" + number;
  }

  /** The highest number there is; 0 when there is no numbered attempt. */
  private static int latest(Path job, String name) {
    int number = 0;
    while (Files.isDirectory(job.resolve(numbered(name, number + 1)))) {
      number++;
    }
    return number;
  }

  /** Makes the folder itself, so that two processes at once get different numbers. */
  private static int createNext(Path job, String name) throws IOException {
    for (int number = latest(job, name) + 1; ; number++) {
      try {
        Files.createDirectory(job.resolve(numbered(name, number)));
        return number;
      } catch (java.nio.file.FileAlreadyExistsException e) {
        continue;
      }
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel = open(folder);
    if (tryLock(channel) == null) {
      String holder = Files.readString(folder.resolve("lock")).strip();
      channel.close();
      throw CommandFailure.usage(
          "process "
              + holder
              + " runs this job already: wait for it, stop it (kill "
              + holder
              + "), or start another attempt with --fresh");
    }
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
    return channel;
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }
}
