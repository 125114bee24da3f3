package dev.graft.cli.run;

import dev.graft.cli.VersionCommand;
import dev.graft.cli.sim.EpisodeFilm;
import dev.graft.plan.TrainerDevice;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.remote.SimulatorClient;
import dev.graft.trainer.ExitCode;
import dev.graft.trainer.Trainer;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.JsonLines;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.TrackingAccess;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * The process of one stage: a trainer that works with the job's simulators. {@link StageProcesses}
 * starts it and reads its events from standard output; everything else it says goes to standard
 * error.
 */
final class LocalTrainer {
  private static final Logger log = LoggerFactory.getLogger(LocalTrainer.class);

  /** How long a stage that was asked to leave may take. */
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(40);

  /** The command delivers what is left when all stages are done. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private LocalTrainer() {}

  /**
   * The process.
   *
   * @param arguments the file of an {@link Assignment}
   */
  public static void main(String[] arguments) {
    PrintStream events = System.out;
    System.setOut(System.err); // no library may speak among the events
    StopSignal stop = new StopSignal();
    Signal.handle(new Signal("TERM"), signal -> stop.request());
    Signal.handle(new Signal("INT"), signal -> stop.request());
    Signal.handle(new Signal("HUP"), signal -> stop.request());
    stop.enforceAfter(LEAVE_LIMIT, () -> Runtime.getRuntime().halt(ExitCode.Checkpointed.status()));
    Thread.ofPlatform().daemon().name("lifeline").start(() -> watch(System.in, stop));
    // Not exit: a thread of a native library that hangs must not keep the process.
    Runtime.getRuntime().halt(execute(arguments[0], events, stop).status());
  }

  private static ExitCode execute(String file, PrintStream events, StopSignal stop) {
    try {
      return execute(Assignment.read(Path.of(file)), events, stop);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      log.error("{}", ExitCode.message(e), e);
      return ExitCode.of(e);
    }
  }

  private static ExitCode execute(Assignment assignment, PrintStream events, StopSignal stop)
      throws IOException {
    Stage stage = stage(assignment);
    try (Simulator simulator = SimulatorClient.connect(assignment.simulators());
        TrackingServer tracking =
            new TrackingServer(
                URI.create(assignment.trackingUri()),
                TrackingAccess.of(System.getenv()),
                RetryPolicy.ONCE)) {
      TrainerContext context =
          new TrainerContext(
              assignment.plan(),
              Path.of(assignment.stateFolder()),
              new ContentStore(Path.of(assignment.storeFolder())),
              assignment.reuse(),
              engineCache(System.getenv()),
              TrainerDevice.of(System.getenv()),
              () -> simulator,
              tracking,
              new RunKey(assignment.parentKey()),
              VersionCommand.graft(),
              new JsonLines(events),
              Optional.of(new EpisodeFilm()),
              PATIENCE,
              stop);
      return switch (Trainer.run(context, stage)) {
        case Trainer.End.Done done -> ExitCode.Done;
        case Trainer.End.Checkpointed checkpointed -> ExitCode.Checkpointed;
      };
    }
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
      log.warn("the parent's pipe broke: {}", e.getMessage());
    }
    stop.request();
  }
}
