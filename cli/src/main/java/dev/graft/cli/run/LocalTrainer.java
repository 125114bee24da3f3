package dev.graft.cli.run;

import dev.graft.cli.VersionCommand;
import dev.graft.cli.sim.EpisodeFilm;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.server.EmbeddedSimulator;
import dev.graft.simulator.server.SimulatorSettings;
import dev.graft.trainer.Trainer;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.JsonLines;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.stage.Stage;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.store.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * The process of one stage: a trainer with a simulator inside. {@link StageProcesses} starts it and
 * reads its events from standard output; everything else it says goes to standard error.
 */
final class LocalTrainer {
  /** How long a stage that was asked to leave may take. */
  private static final Duration GRACE = Duration.ofSeconds(90);

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int CONFIGURATION = 64;
  private static final int CHECKPOINTED = 75;

  private LocalTrainer() {}

  /**
   * The process.
   *
   * @param arguments the file of an {@link Assignment}
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream events = System.out;
    System.setOut(System.err); // no library may speak among the events
    StopSignal stop = new StopSignal();
    Signal.handle(new Signal("TERM"), signal -> stop(stop));
    Signal.handle(new Signal("INT"), signal -> stop(stop));
    Thread.ofPlatform().daemon().name("lifeline").start(() -> watch(System.in, stop));
    Assignment assignment = Assignment.read(Path.of(arguments[0]));
    System.exit(run(assignment, events, stop));
  }

  private static int run(Assignment assignment, PrintStream events, StopSignal stop)
      throws IOException {
    Stage stage = stage(assignment);
    try (EmbeddedSimulator simulator =
            EmbeddedSimulator.start(settings(stage.threads(assignment.plan())));
        TrackingServer tracking =
            new TrackingServer(URI.create(assignment.trackingUri()), RetryPolicy.PATIENT)) {
      Simulator client = simulator.simulator();
      TrainerContext context =
          new TrainerContext(
              assignment.plan(),
              Path.of(assignment.stateFolder()),
              new ContentStore(Path.of(assignment.storeFolder())),
              engineCache(System.getenv()),
              () -> client,
              tracking,
              new RunKey(assignment.parentKey()),
              VersionCommand.graft(),
              new JsonLines(events),
              Optional.of(new EpisodeFilm()),
              stop);
      return switch (Trainer.run(context, stage)) {
        case Trainer.End.Done done -> DONE;
        case Trainer.End.Checkpointed checkpointed -> CHECKPOINTED;
      };
    } catch (IllegalArgumentException | SimulatorException | TrackingException expected) {
      System.err.println(expected.getMessage());
      return expected instanceof IllegalArgumentException ? CONFIGURATION : FAILED;
    }
  }

  private static SimulatorSettings settings(int threads) {
    return new SimulatorSettings(
        SimulatorSettings.DEFAULT_MAX_ENVIRONMENTS,
        SimulatorSettings.DEFAULT_MAX_ENVIRONMENTS,
        threads);
  }

  private static Stage stage(Assignment assignment) {
    return assignment.plan().runs().stream()
        .filter(run -> run.name().equals(assignment.stage()))
        .findFirst()
        .<Stage>map(run -> new Stage.Run(run.index()))
        .orElseGet(Stage.Backbone::new);
  }

  private static Path engineCache(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("DJL_CACHE_DIR", ""));
  }

  /** Standard input ends when the parent does, however it ended. */
  private static void watch(InputStream lifeline, StopSignal stop) {
    try {
      lifeline.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("the parent's pipe broke: " + e.getMessage());
    }
    stop(stop);
  }

  private static void stop(StopSignal stop) {
    stop.request();
    CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> Runtime.getRuntime().halt(CHECKPOINTED));
  }
}
