package dev.graft.cli.bench.soak;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.bench.server.ServedSimulator;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.remote.SimulatorClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One soak of a server in a process of its own. */
final class Soak {
  private static final int MAX_ENVIRONMENTS = 24;
  private static final int SAMPLES = 240;
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(15);
  private static final Duration FREE_WITHIN = Duration.ofSeconds(60);
  private static final Duration A_MOMENT = Duration.ofMillis(200);

  /** A heap that is there from the beginning: what grows then is not Java's. */
  private static final List<String> JVM =
      List.of("-XX:+UseSerialGC", "-Xms160m", "-Xmx160m", "-XX:+AlwaysPreTouch");

  private final Duration duration;
  private final int clients;
  private final long seed;
  private final Consumer<String> progress;
  private final List<Sample> samples = new ArrayList<>();

  Soak(Duration duration, int clients, long seed, Consumer<String> progress) {
    this.duration = duration;
    this.clients = clients;
    this.seed = seed;
    this.progress = progress;
  }

  SoakReport run() throws IOException, InterruptedException {
    Path temporary = Files.createTempDirectory("graft-soak");
    Visitors visitors;
    boolean free;
    try (ServedSimulator server = start(temporary)) {
      List<String> tasks = warmUp(server.address());
      visitors = new Visitors(server.address(), tasks, clients, seed);
      try (visitors) {
        sample(server);
      }
      free = allFree(server.address());
    }
    SoakReport.Rest rest = new SoakReport.Rest(free, takeAway(temporary));
    return SoakReport.of(samples, visitors.visits(), visitors.failures(), rest);
  }

  private static ServedSimulator start(Path temporary) throws IOException {
    List<String> options = new ArrayList<>(JVM);
    options.add("-Djava.io.tmpdir=" + temporary);
    return ServedSimulator.start(
        options, List.of("--max-environments", Integer.toString(MAX_ENVIRONMENTS)));
  }

  /** Loads every scene: the server keeps them, and that is no leak. */
  private static List<String> warmUp(String address) {
    try (SimulatorClient client = SimulatorClient.connect(List.of(address))) {
      List<String> tasks =
          client.describe().tasks().stream()
              .filter(task -> task.suite().equals(Visitor.SUITE))
              .map(task -> task.name())
              .toList();
      for (String task : tasks) {
        try (RolloutSession session = client.open(Visitor.SUITE, List.of(task))) {
          session.reset(new int[] {0}, List.of(new Goal(0, 0)));
        }
      }
      return tasks;
    }
  }

  private void sample(ServedSimulator server) throws IOException, InterruptedException {
    Duration share = duration.dividedBy(SAMPLES);
    Duration interval = share.compareTo(LONGEST_INTERVAL) < 0 ? share : LONGEST_INTERVAL;
    long begin = System.nanoTime();
    for (double seconds = 0; seconds < duration.toSeconds(); ) {
      pause(interval);
      seconds = (System.nanoTime() - begin) / 1e9;
      if (!server.isAlive()) {
        throw CommandFailure.failed(
            "the server died after %.0f s; its last words are above".formatted(seconds));
      }
      Sample sample = Sample.of(server.pid(), seconds);
      samples.add(sample);
      progress.accept(
          "%6.0f s  %,6d KiB  %3d descriptors  %3d threads"
              .formatted(
                  sample.seconds(),
                  sample.residentBytes() / 1024,
                  sample.descriptors(),
                  sample.threads()));
    }
  }

  private static void pause(Duration length) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The last visitors may have gone without a word, so the server may take a moment to notice. */
  private static boolean allFree(String address) throws InterruptedException {
    List<String> all = Collections.nCopies(MAX_ENVIRONMENTS, "reach-v3");
    long end = System.nanoTime() + FREE_WITHIN.toNanos();
    try (SimulatorClient client = SimulatorClient.connect(List.of(address))) {
      while (System.nanoTime() < end) {
        try {
          client.open(Visitor.SUITE, all).close();
          return true;
        } catch (SimulatorException full) {
          if (full.reason() != Reason.Exhausted) {
            throw full;
          }
          pause(A_MOMENT);
        }
      }
      return false;
    }
  }

  /** Deletes a folder; returns what was in it. */
  private static List<String> takeAway(Path folder) throws IOException {
    List<String> left = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(folder)) {
          left.add(folder.relativize(each).toString());
        }
        Files.delete(each);
      }
    }
    return left;
  }
}
