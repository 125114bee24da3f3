package dev.graft.cli.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A process that does what its arguments say, in place of a trainer: {@code print TEXT}, {@code err
 * TEXT}, {@code exit STATUS}, {@code touch FILE}, {@code await FILE} (a file of that name), {@code
 * serve} (until SIGTERM, then exit 75), {@code ignore} (SIGTERM has no effect), {@code lifeline}
 * (until standard input ends, then exit 75).
 */
public final class FakeTrainer {
  private FakeTrainer() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "print" -> System.out.println(arguments[++i]);
        case "err" -> System.err.println(arguments[++i]);
        case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(arguments[++i]));
        case "touch" -> Files.createFile(Path.of(arguments[++i]));
        case "await" -> await(Path.of(arguments[++i]));
        case "require" -> check(Files.exists(Path.of(arguments[++i])));
        case "absent" -> check(!Files.exists(Path.of(arguments[++i])));
        case "serve" -> serve();
        case "ignore" -> sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> {});
        case "lifeline" -> {
          while (System.in.read() >= 0) {}
          Runtime.getRuntime().halt(75);
        }
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
  }

  /** Waits until there is a file. */
  public static void await(Path file) throws IOException, InterruptedException {
    try (WatchService watcher = file.getFileSystem().newWatchService()) {
      file.resolveSibling("").register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(file)) {
        watcher.take().reset();
      }
    }
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("not as required");
    }
  }

  private static void serve() throws InterruptedException {
    sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> Runtime.getRuntime().halt(75));
    System.out.println("{\"event\":\"note\",\"message\":\"serving\"}");
    new CountDownLatch(1).await();
  }

  /** A stage that this process plays. */
  static StageCommand stage(Path log, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path").split(File.pathSeparator)[0],
                FakeTrainer.class.getName()));
    command.addAll(List.of(arguments));
    return new StageCommand("fake", command, Map.of(), log);
  }
}
