package dev.graft.learning.tensor;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is there but cannot be what it should be: cut short, damaged, or of another kind. */
public final class MalformedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the file, and says what is wrong with it. */
  public MalformedFileException(Path file, String problem) {
    super(file + " " + problem);
  }

  /** Names the file, says what is wrong with it, and keeps the cause. */
  public MalformedFileException(Path file, String problem, Throwable cause) {
    super(file + " " + problem, cause);
  }
}
