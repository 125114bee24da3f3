package dev.graft.cli.replica;

import dev.graft.cli.ChildJvm;
import dev.graft.cli.CommandFailure;
import dev.graft.plan.SimulatorRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The simulators of a job, until they are closed. They end with this process, however it ends.
 * Thread-safe.
 */
public final class Replicas implements AutoCloseable {
  /** A JVM and a native library, on a machine that is busy with other things. */
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** Trainers have left by then, so no call has to end first. */
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  /** The environments are the engine's memory; the heap holds the episodes that are being sent. */
  private static final int HEAP_MEGABYTES = 256;

  private final List<Replica> replicas;

  private Replicas(List<Replica> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  /** What the command does about its simulators. */
  public interface Listener {
    /** Tells the person a line. */
    void message(String line);

    /** None serves any more, and none will. */
    void allLost();
  }

  /** For a job with nothing left to simulate. */
  public static Replicas none() {
    return new Replicas(List.of());
  }

  /**
   * Starts simulators; returns at once.
   *
   * @param room how many, and for how many environments each
   * @param logs folder that receives {@code simulator-<n>.log}
   */
  public static Replicas start(SimulatorRoom room, Path logs, Listener listener)
      throws IOException {
    List<String> arguments =
        List.of(
            "--host", "127.0.0.1", "--max-environments", Integer.toString(room.maxEnvironments()));
    List<String> command =
        ChildJvm.command("simulator", ReplicaMain.class, HEAP_MEGABYTES, arguments);
    return start(command, room.replicas(), logs, listener);
  }

  /** Starts {@code count} processes of a command that takes {@code --port}. */
  static Replicas start(List<String> command, int count, Path logs, Listener listener)
      throws IOException {
    Files.createDirectories(logs);
    Consumer<String> messages = listener::message;
    Replicas replicas =
        new Replicas(
            IntStream.range(0, count)
                .mapToObj(
                    n -> {
                      String name = "simulator-" + n;
                      return new Replica(name, command, logs.resolve(name + ".log"), messages);
                    })
                .toList());
    CompletableFuture.allOf(
            replicas.replicas.stream().map(Replica::givenUp).toArray(CompletableFuture<?>[]::new))
        .thenRun(count == 0 ? () -> {} : listener::allLost);
    replicas.replicas.forEach(Replica::start);
    return replicas;
  }

  /**
   * {@code host:port} of each; waits until all serve.
   *
   * @throws CommandFailure when one does not start
   */
  public List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    for (Replica replica : replicas) {
      addresses.add("127.0.0.1:" + port(replica));
    }
    return addresses;
  }

  private static int port(Replica replica) {
    try {
      return replica.port().orTimeout(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CommandFailure failure) {
        throw failure;
      }
      throw CommandFailure.failed(
          "a simulator did not start within %d s: is the machine overloaded? Try again"
              .formatted(START_LIMIT.toSeconds()));
    }
  }

  /** Why no simulator serves any more; empty while one does. */
  public Optional<String> failure() {
    boolean someServe = replicas.stream().anyMatch(replica -> !replica.givenUp().isDone());
    return replicas.isEmpty() || someServe
        ? Optional.empty()
        : Optional.of(replicas.getLast().givenUp().join());
  }

  /** Ends the processes, and returns when they are gone. */
  @Override
  public void close() {
    replicas.forEach(Replica::leave);
    replicas.forEach(replica -> replica.awaitEnd(END_LIMIT));
  }
}
