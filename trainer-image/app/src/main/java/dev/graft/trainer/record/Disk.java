package dev.graft.trainer.record;

import dev.graft.learning.tensor.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that changes a spool's folder. Between any two of these calls the process may be killed. */
interface Disk {
  /** The machine's. */
  Disk REAL = new RealDisk();

  /** Writes at the end of a file. */
  void append(FileChannel file, ByteBuffer bytes) throws IOException;

  /** Returns when all that was appended survives the machine's end. */
  void force(FileChannel file) throws IOException;

  /** Cuts a file off. */
  void truncate(FileChannel file, long size) throws IOException;

  /** Replaces a file in one step, which survives the machine's end. */
  void replace(Path file, byte[] content) throws IOException;

  /**
   * Makes {@code target} have the content that {@code source} has now, whatever becomes of {@code
   * source}: by a link where that is possible, since no file of a stage is written in place.
   */
  void keep(Path source, Path target) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Plain file operations. */
  final class RealDisk implements Disk {
    private static final Logger log = LoggerFactory.getLogger(Disk.class);

    @Override
    public void append(FileChannel file, ByteBuffer bytes) throws IOException {
      long at = file.size();
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
    }

    @Override
    public void force(FileChannel file) throws IOException {
      file.force(true);
    }

    @Override
    public void truncate(FileChannel file, long size) throws IOException {
      file.truncate(size);
      file.force(true);
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
      AtomicFile.write(file, content);
    }

    @Override
    public void keep(Path source, Path target) throws IOException {
      try {
        Files.createLink(target, source);
        // The link itself must reach the disk before a record names it.
        AtomicFile.forceFolder(target.resolveSibling(""));
      } catch (UnsupportedOperationException | IOException e) {
        log.debug("copying {}, which cannot be linked: {}", source, e.getMessage());
        copy(source, target);
      }
    }

    private static void copy(Path source, Path target) throws IOException {
      try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ)) {
        AtomicFile.write(
            target,
            to -> {
              for (long at = 0; at < from.size(); ) {
                at += from.transferTo(at, from.size() - at, to);
              }
            });
      }
    }

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }
  }
}
