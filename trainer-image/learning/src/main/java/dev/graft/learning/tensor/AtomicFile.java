package dev.graft.learning.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are whole or absent, whatever happens to the process or the machine. */
public final class AtomicFile {

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Writer {
    /** Writes all of the content. */
    void write(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes beside the file, forces it to the disk, then renames it into place.
   *
   * @throws IOException when the content cannot be written; nothing is left behind then
   */
  public static void write(Path file, Writer writer) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder to be written to");
    }
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, "." + file.getFileName(), ".partial");
    try {
      try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        writer.write(channel);
        channel.force(true);
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folder);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * The same, of content that is there already.
   *
   * @throws IOException when it cannot be written; nothing is left behind then
   */
  public static void write(Path file, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    write(
        file,
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /** Has a folder's entries reach the disk: a rename or a link in it is not there before. */
  public static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
