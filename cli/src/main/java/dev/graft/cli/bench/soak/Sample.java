package dev.graft.cli.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process takes at one time.
 *
 * @param seconds since the soak began
 * @param residentBytes of memory, the Java heap included
 * @param descriptors open files and sockets
 * @param threads of all kinds
 */
record Sample(double seconds, long residentBytes, int descriptors, int threads) {
  private static final Path PROCESSES = Path.of("/proc");
  private static final int KIB = 1024;

  /** Of a process that runs. */
  static Sample of(long pid, double seconds) throws IOException {
    Path process = PROCESSES.resolve(Long.toString(pid));
    List<String> status = Files.readAllLines(process.resolve("status"));
    return new Sample(
        seconds,
        KIB * number(status, "VmRSS:"),
        descriptors(process.resolve("fd")),
        Math.toIntExact(number(status, "Threads:")));
  }

  private static int descriptors(Path folder) throws IOException {
    try (Stream<Path> open = Files.list(folder)) {
      return Math.toIntExact(open.count());
    }
  }

  private static long number(List<String> status, String field) {
    String line = status.stream().filter(each -> each.startsWith(field)).findAny().orElseThrow();
    return Long.parseLong(line.substring(field.length()).replace("kB", "").strip());
  }
}
