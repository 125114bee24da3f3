package dev.graft.cli.bench.soak;

import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.remote.Patience;
import dev.graft.simulator.remote.SimulatorClient;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A client that visits a server, each time in another way. For one thread. */
final class Visitor implements AutoCloseable {
  static final String SUITE = "MetaWorld";
  private static final int ACTION_SIZE = 4;
  private static final int MOST_ENVIRONMENTS = 6;
  private static final int MOST_STEPS = 120;
  private static final int GARBAGE_BYTES = 4096;

  /** A visitor gives up with its connection: what is tried is what the server makes of that. */
  private static final Patience PATIENCE =
      new Patience(Duration.ZERO, Duration.ofMinutes(1), /* losses= */ 0);

  private final String address;
  private final List<String> tasks;
  private final SplittableRandom random;
  private final SimulatorClient client;

  Visitor(String address, List<String> tasks, long seed) {
    this.address = address;
    this.tasks = tasks;
    this.random = new SplittableRandom(seed);
    this.client = SimulatorClient.connect(List.of(address), PATIENCE);
  }

  /**
   * Makes a visit.
   *
   * @throws SimulatorException with another reason than a visit of its kind may have
   */
  void make(Visit visit) throws IOException {
    switch (visit) {
      case PoliteSession -> stepAndReset(client);
      case UnreadSession -> raw(RawSession.End.HalfClose);
      case CancelledSession -> raw(RawSession.End.Cancel);
      case SilentStream -> raw(RawSession.End.Silence);
      case BrokenConnection -> brokenConnection();
      case InterruptedSession -> interrupted();
      case ClosedChannel -> closedChannel();
      case Collection -> client.collect(demonstrations(1 + random.nextInt(2)), episode -> {});
      case CancelledCollection -> cancelledCollection();
      case WrongRequest -> wrongRequests();
      case Garbage -> garbage();
    }
  }

  private List<String> someTasks() {
    int count = 1 + random.nextInt(MOST_ENVIRONMENTS);
    return IntStream.range(0, count)
        .mapToObj(i -> tasks.get(random.nextInt(tasks.size())))
        .toList();
  }

  private static int[] all(List<String> chosen) {
    return IntStream.range(0, chosen.size()).toArray();
  }

  private List<Goal> goals(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Goal(1, random.nextInt(100))).toList();
  }

  private float[] actions(int environments) {
    float[] actions = new float[environments * ACTION_SIZE];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = (float) random.nextDouble(-1, 1);
    }
    return actions;
  }

  private void stepAndReset(SimulatorClient through) {
    List<String> chosen = someTasks();
    try (RolloutSession session = through.open(SUITE, chosen)) {
      session.reset(all(chosen), goals(chosen.size()));
      step(session, chosen, random.nextInt(MOST_STEPS));
      session.reset(new int[] {0}, goals(1));
      step(session, chosen, random.nextInt(MOST_STEPS));
    }
  }

  private void step(RolloutSession session, List<String> chosen, int steps) {
    for (int step = 0; step < steps; step++) {
      session.step(all(chosen), actions(chosen.size()));
    }
  }

  private void raw(RawSession.End end) {
    List<String> chosen = someTasks();
    try (RawSession session = RawSession.begin(address, end)) {
      if (end != RawSession.End.Silence) {
        session.open(chosen);
        session.reset(all(chosen), goals(chosen.size()));
        for (int step = random.nextInt(20); step >= 0; step--) {
          session.step(all(chosen), actions(chosen.size()));
        }
      }
    }
  }

  private void brokenConnection() throws IOException {
    int colon = address.lastIndexOf(':');
    try (Wire wire =
            new Wire(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        SimulatorClient through = SimulatorClient.connect(List.of(wire.address()), PATIENCE)) {
      Thread cutter = later(wire::close);
      endsWith(Reason.Lost, () -> forever(through));
      join(cutter);
    }
  }

  private void closedChannel() {
    SimulatorClient through = SimulatorClient.connect(List.of(address), PATIENCE);
    Thread closer = later(through::close);
    endsWith(Reason.Lost, () -> forever(through));
    join(closer);
  }

  private void interrupted() {
    Thread caller = Thread.currentThread();
    Thread interrupter = later(caller::interrupt);
    endsWith(Reason.Interrupted, () -> forever(client));
    joinHoweverInterrupted(interrupter);
  }

  private void forever(SimulatorClient through) {
    List<String> chosen = someTasks();
    try (RolloutSession session = through.open(SUITE, chosen)) {
      while (true) {
        session.reset(all(chosen), goals(chosen.size()));
        step(session, chosen, MOST_STEPS);
      }
    }
  }

  /** After a moment that is long enough to be in the middle of something. */
  private Thread later(Runnable action) {
    long nanos = 1_000_000L * random.nextInt(2, 400);
    return Thread.ofVirtual()
        .start(
            () -> {
              LockSupport.parkNanos(nanos);
              action.run();
            });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void joinHoweverInterrupted(Thread thread) {
    boolean _ = Thread.interrupted();
    join(thread);
    boolean _ = Thread.interrupted();
  }

  private DemonstrationRequest demonstrations(int perTask) {
    List<String> some = someTasks().stream().distinct().limit(3).toList();
    return new DemonstrationRequest(SUITE, some, perTask, random.nextInt(50), 0, false, 5, 200, "");
  }

  private void cancelledCollection() {
    int enough = random.nextInt(4);
    int[] received = {0};
    try {
      client.collect(
          demonstrations(20),
          episode -> {
            if (received[0]++ == enough) {
              throw new CancellationException();
            }
          });
    } catch (CancellationException wanted) {
      // the reader had enough
    }
  }

  private void wrongRequests() {
    endsWith(Reason.Invalid, () -> client.open(SUITE, List.of("reach-v4")));
    endsWith(
        Reason.Invalid,
        () ->
            client.collect(
                new DemonstrationRequest(
                    SUITE, Collections.nCopies(2, tasks.getFirst()), 1, 0, 0, true, 0, 9, ""),
                episode -> {}));
    endsWith(
        Reason.Invalid,
        () -> {
          try (RolloutSession session = client.open(SUITE, List.of(tasks.getFirst()))) {
            session.reset(new int[] {0}, goals(1));
            session.step(new int[] {0}, new float[] {Float.NaN, 0, 0, 0});
          }
        });
  }

  /** A full server is no failure of a visit. */
  private static void endsWith(Reason reason, Runnable visit) {
    try {
      visit.run();
    } catch (SimulatorException end) {
      if (end.reason() != reason && end.reason() != Reason.Exhausted) {
        throw end;
      }
      return;
    }
    throw new IllegalStateException("the visit was to end with " + reason);
  }

  private void garbage() throws IOException {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    byte[] bytes = new byte[GARBAGE_BYTES];
    random.nextBytes(bytes);
    try (Socket socket = new Socket(address.substring(0, colon), port)) {
      socket.getOutputStream().write(bytes);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
