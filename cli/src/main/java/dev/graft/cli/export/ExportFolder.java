package dev.graft.cli.export;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.OutputFolder;
import dev.graft.trainer.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The folder of an export: written beside its place, then put there whole. */
final class ExportFolder {
  private final Path folder;

  private ExportFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes the content. */
  @FunctionalInterface
  interface Content<T> {
    /** Writes all files into {@code folder}, which is empty; returns what to say of them. */
    T writeTo(Path folder) throws IOException;
  }

  /**
   * A folder that is to be made.
   *
   * @throws CommandFailure when it is there and not empty
   */
  static ExportFolder at(Path directory) throws IOException {
    Path folder = directory.toAbsolutePath().normalize();
    if (Files.exists(folder) && !isEmptyFolder(folder)) {
      throw CommandFailure.usage(
          "DIR is '%s', which is there already: give a folder that is not, or remove it"
              .formatted(directory));
    }
    return new ExportFolder(folder);
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** Makes the folder; when that fails, nothing is left behind. */
  <T> T write(Content<T> content) throws IOException {
    Path partial =
        folder.resolveSibling(
            ".%s.%d.partial".formatted(folder.getFileName(), ProcessHandle.current().pid()));
    OutputFolder.make("the folder around DIR", folder.resolveSibling(""));
    Files.createDirectories(partial);
    try {
      T said = content.writeTo(partial);
      Files.deleteIfExists(folder);
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      return said;
    } finally {
      Folders.delete(partial);
    }
  }
}
