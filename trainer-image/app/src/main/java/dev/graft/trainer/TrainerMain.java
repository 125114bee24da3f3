package dev.graft.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.plan.Plan;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.remote.SimulatorClient;
import dev.graft.trainer.event.EventSink;
import dev.graft.trainer.event.JsonLines;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.TrackingAccess;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.stop.ProgressDeadline;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trainer pod's process: one stage of a plan, with simulators across the network.
 *
 * <p>Events go to standard output, the log to standard error, the end into the exit status, see
 * {@link ExitCode}.
 */
public final class TrainerMain {
  private static final Logger log = LoggerFactory.getLogger(TrainerMain.class);

  /**
   * A pod's disk may end with it, and with it all that waits to be recorded: it is the Job's
   * deadline that ends the wait.
   */
  private static final Duration UNTIL_TOLD_TO_LEAVE = Duration.ofDays(365);

  /** Of the thirty seconds that Kubernetes gives by default. */
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(20);

  private TrainerMain() {}

  /** Runs the stage that the arguments name, and ends the process. */
  public static void main(String[] arguments) {
    // Libraries print to standard output, too; its lines are events alone.
    PrintStream events = System.out;
    System.setOut(System.err);
    StopSignal stop = new StopSignal();
    stopOnTermination(stop);
    stop.enforceAfter(LEAVE_LIMIT, () -> Runtime.getRuntime().halt(ExitCode.Checkpointed.status()));
    ExitCode code = ExitCode.Failed;
    try {
      code = run(arguments, events, stop);
    } finally {
      // Not exit: the hook would wait for ever, and the status of a signal would take this one's
      // place.
      Runtime.getRuntime().halt(code.status());
    }
  }

  /**
   * A process that is told to end runs its shutdown hooks while its other threads go on: the hook
   * asks the stage to leave and waits until {@code main} ends the process with its own status.
   */
  private static void stopOnTermination(StopSignal stop) {
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.request();
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "leave"));
  }

  private static ExitCode run(String[] arguments, PrintStream events, StopSignal stop) {
    TrainerArguments parsed;
    try {
      parsed = TrainerArguments.parse(arguments, System.getenv());
    } catch (IllegalArgumentException e) {
      log.error("{}\n{}", e.getMessage(), TrainerArguments.USAGE);
      return ExitCode.Configuration;
    }
    TerminationLog lastWords = new TerminationLog(parsed.terminationLog());
    try {
      return run(parsed, events, stop, lastWords);
    } catch (IOException | RuntimeException | Error e) {
      ExitCode code = ExitCode.of(e);
      log.error("{}", ExitCode.message(e), expected(e) ? null : e);
      lastWords.write(code, ExitCode.message(e));
      return code;
    }
  }

  /** Whether the message says all there is to say. */
  private static boolean expected(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof IllegalArgumentException
        || failure instanceof SimulatorException
        || failure instanceof TrackingException;
  }

  private static ExitCode run(
      TrainerArguments arguments, PrintStream events, StopSignal stop, TerminationLog lastWords)
      throws IOException {
    Plan plan = readPlan(arguments.plan());
    try (Simulator simulator = SimulatorClient.connect(arguments.simulators());
        TrackingServer tracking =
            new TrackingServer(
                arguments.trackingUri(), TrackingAccess.of(System.getenv()), RetryPolicy.ONCE)) {
      TrainerContext context =
          new TrainerContext(
              plan,
              arguments.state(),
              new ContentStore(arguments.store()),
              Reuse.StoreAndTracking,
              arguments.engineCache(),
              arguments.device(),
              () -> simulator,
              tracking,
              arguments.parentKey(),
              source(),
              watched(arguments, new JsonLines(events), lastWords),
              Optional.empty(),
              UNTIL_TOLD_TO_LEAVE,
              stop);
      return switch (Trainer.run(context, arguments.stage())) {
        case Trainer.End.Done done -> {
          lastWords.write(done.result());
          yield ExitCode.Done;
        }
        case Trainer.End.Checkpointed checkpointed -> {
          lastWords.write(ExitCode.Checkpointed, "checkpointed; the next start continues");
          yield ExitCode.Checkpointed;
        }
      };
    }
  }

  /** A stage that hangs cannot be asked to leave: the process ends, all on disk being whole. */
  private static EventSink watched(
      TrainerArguments arguments, EventSink events, TerminationLog lastWords) {
    if (arguments.noProgressDeadline().isEmpty()) {
      return events;
    }
    Duration limit = arguments.noProgressDeadline().get();
    String message =
        "no progress for %d s, the limit of spec.failurePolicy.noProgressDeadlineSeconds"
            .formatted(limit.toSeconds());
    return ProgressDeadline.watch(
        limit,
        events,
        () -> {
          log.error("{}", message);
          lastWords.write(ExitCode.Failed, message);
          Runtime.getRuntime().halt(ExitCode.Failed.status());
        });
  }

  private static Plan readPlan(Path file) throws IOException {
    try {
      return new ObjectMapper().readValue(Files.readAllBytes(file), Plan.class);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("--plan %s: there is no such file".formatted(file), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "--plan %s is no plan: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static String source() {
    String version = TrainerMain.class.getPackage().getImplementationVersion();
    return version == null ? "graft-trainer" : "graft-trainer " + version;
  }
}
