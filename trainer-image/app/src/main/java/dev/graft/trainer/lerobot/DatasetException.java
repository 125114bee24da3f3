package dev.graft.trainer.lerobot;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A dataset that cannot be read, or not be learned from: names the file, what is wrong, the remedy.
 */
public final class DatasetException extends IOException {
  private static final long serialVersionUID = 1L;

  DatasetException(Path file, String problem) {
    super(file + ": " + problem);
  }

  DatasetException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
