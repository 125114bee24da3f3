package dev.graft.cli.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine as the checks see it. */
interface Machine {

  /**
   * Runs a command and waits a few seconds for it.
   *
   * @return its output, standard output and error together; empty when it cannot be run, fails or
   *     takes too long
   */
  Optional<String> run(List<String> command);

  /** A system property of this JVM, such as {@code os.arch}. */
  String property(String name);

  /** Bytes that may be written where {@code path} lies or would lie; empty when none can. */
  Optional<Long> writableBytes(Path path);

  /** Bytes of memory that programs can still get. */
  Optional<Long> availableMemoryBytes();

  /** CPU cores. */
  int cores();
}
