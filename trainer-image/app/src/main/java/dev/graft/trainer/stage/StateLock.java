package dev.graft.trainer.stage;

import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Holds a stage's state folder: two processes that write checkpoints and records there would spoil
 * them. A process that was killed holds it no more; one that is leaving, because its parent was
 * killed, is waited for.
 */
final class StateLock implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder.
   *
   * @throws IOException when another process keeps it
   * @throws dev.graft.trainer.stop.StoppedException when this one is to leave before it is free
   */
  static StateLock take(Path folder, StopSignal stop) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (!isFree(channel)) {
        if (System.nanoTime() - limit > 0) {
          throw new IOException(
              folder + " is held by another process: wait for it, or end it, and start again");
        }
        stop.pause(LOOK_AGAIN);
      }
      taken = true;
      return new StateLock(channel);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close(); // which releases the lock
  }
}
