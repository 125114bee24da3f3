package dev.graft.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that a person has named for results. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Makes it where it is not there, before any work is done for it.
   *
   * @param field that names it, such as {@code --output}
   * @throws CommandFailure when nothing can be written there
   */
  public static void make(String field, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw refused(field, folder, "cannot be made (" + e + ")");
    }
    if (!Files.isWritable(folder)) {
      throw refused(field, folder, "may not be written to");
    }
  }

  private static CommandFailure refused(String field, Path folder, String problem) {
    return CommandFailure.usage(
        "%s is '%s', which %s: give another folder".formatted(field, folder, problem));
  }
}
