package dev.graft.learning.training;

import java.io.IOException;
import java.nio.file.Path;

/** A checkpoint of another run: other data, another backbone, method or settings. */
public final class CheckpointMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  CheckpointMismatchException(Path file, String field, String found, String expected) {
    super(
        "%s has %s %s, this run has %s; remove the checkpoint or use another folder"
            .formatted(file, field, found, expected));
  }
}
