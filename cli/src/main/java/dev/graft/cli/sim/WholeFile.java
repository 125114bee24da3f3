package dev.graft.cli.sim;

import dev.graft.cli.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all. */
final class WholeFile {
  /** Writes the content. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private WholeFile() {}

  /**
   * Writes beside the file first, then puts it in its place at once.
   *
   * @param field that named the file, such as {@code --output}
   */
  static void write(String field, Path file, Content content) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandFailure.usage(
          "%s is '%s': there is no folder %s; make it first".formatted(field, file, folder));
    }
    try {
      // Not a temporary file of the JDK's: those may be read by their owner alone.
      long process = ProcessHandle.current().pid();
      Path partial = folder.resolve(".%s.%d.partial".formatted(file.getFileName(), process));
      try {
        try (OutputStream out = Files.newOutputStream(partial)) {
          content.writeTo(out);
        }
        Files.move(
            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException failure) {
      throw CommandFailure.failed(
          "%s is '%s': cannot be written (%s); is the disk full, or the folder not yours?"
              .formatted(field, file, failure));
    }
  }
}
