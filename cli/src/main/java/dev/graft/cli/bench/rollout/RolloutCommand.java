package dev.graft.cli.bench.rollout;

import dev.graft.cli.Bounds;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.ResultFormat;
import dev.graft.cli.bench.server.ServedSimulator;
import dev.graft.simulator.remote.SimulatorClient;
import dev.graft.suites.Suite;
import dev.graft.suites.UnknownTaskException;
import dev.graft.suites.metaworld.MetaWorld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a rollout session costs. */
@Command(
    name = "rollout",
    mixinStandardHelpOptions = true,
    description =
        "Steps environments through gRPC, from a server in another process of this machine, beside"
            + " direct calls of the same environments on as many threads, in alternating rounds.")
public final class RolloutCommand implements Callable<Integer> {
  /** What runs once in a round trip is compiled for good after some 15,000 of them. */
  private static final int WARM_UP_ROUNDS = 40;

  private final Suite suite = new MetaWorld();

  @Option(
      names = "--task",
      description =
          "Of the environments, in turn; may be given several times (default: ${DEFAULT-VALUE}).",
      defaultValue = "reach-v3,push-v3,pick-place-v3,door-open-v3",
      split = ",")
  private List<String> tasks;

  @Option(
      names = "--environments",
      defaultValue = "16",
      description = "Stepped together (default: ${DEFAULT-VALUE}).")
  private int environments;

  @Option(
      names = "--threads",
      description = "Of the server, and of the direct calls (default: one for each processor).")
  private @Nullable Integer threads;

  @Option(
      names = "--steps",
      defaultValue = "500",
      description = "Of each environment in a round (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--rounds",
      defaultValue = "11",
      description = "Of which the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "A simulator that runs (default: one is started, and ended).")
  private @Nullable String server;

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RolloutCommand() {}

  @Override
  public Integer call() throws IOException {
    int atOnce = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Bounds.requireWithin("--threads", atOnce, 1, Integer.MAX_VALUE);
    Bounds.requireWithin("--rounds", rounds, 1, Integer.MAX_VALUE);
    Bounds.requireWithin("--environments", environments, 1, Integer.MAX_VALUE);
    format.print(measure(workload(), atOnce), (report, out) -> out.println(report.text()));
    return ExitCode.Done.code();
  }

  private Workload workload() {
    try {
      int horizon = tasks.stream().mapToInt(task -> suite.task(task).horizon()).min().orElseThrow();
      Bounds.requireWithin("--steps", steps, 1, horizon);
    } catch (UnknownTaskException unknown) {
      throw CommandFailure.usage("--task: " + unknown.getMessage());
    }
    List<String> each =
        IntStream.range(0, environments).mapToObj(i -> tasks.get(i % tasks.size())).toList();
    return Workload.random(suite, each, steps);
  }

  private RolloutReport measure(Workload workload, int atOnce) throws IOException {
    if (server != null) {
      return measure(workload, atOnce, server, "at " + server);
    }
    List<String> size =
        List.of(
            "--threads", Integer.toString(atOnce),
            "--max-environments", Integer.toString(workload.environments()));
    try (ServedSimulator started =
        ServedSimulator.start(List.of("-XX:+UseSerialGC", "-Xmx512m"), size)) {
      return measure(workload, atOnce, started.address(), "another process of this machine");
    }
  }

  private RolloutReport measure(Workload workload, int atOnce, String address, String where) {
    try (SimulatorClient client = SimulatorClient.connect(List.of(address));
        Contestant session = new Session(workload, client);
        Contestant direct = new DirectCalls(workload, atOnce)) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        round(direct, session);
      }
      List<RolloutReport.Round> measured = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        measured.add(round(direct, session));
      }
      return RolloutReport.of(workload, atOnce, where, measured);
    }
  }

  private static RolloutReport.Round round(Contestant direct, Contestant session) {
    RolloutReport.Round round = new RolloutReport.Round(seconds(direct), seconds(session));
    if (!Arrays.equals(direct.lastObservations(), session.lastObservations())) {
      throw new IllegalStateException("the session and the direct calls saw different things");
    }
    return round;
  }

  private static double seconds(Contestant contestant) {
    contestant.reset();
    long begin = System.nanoTime();
    contestant.run();
    return (System.nanoTime() - begin) / 1e9;
  }
}
