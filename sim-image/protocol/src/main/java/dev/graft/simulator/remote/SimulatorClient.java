package dev.graft.simulator.remote;

import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorDescription;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.v1.DescribeRequest;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A simulator across gRPC, of one or more replicas. Sessions are spread over the replicas, and so
 * are the tasks of a collection; a full or unreachable replica is passed over. When a replica is
 * lost, what ran on it goes on at another one, or at the same one when it is back: a session's
 * episodes are replayed to where they were, a collection resumes after the last episode received.
 * The results are those of an undisturbed run, bit for bit. Where that cannot be, for want of a
 * replica within the {@linkplain Patience patience} or because the only other one has another kind
 * of processor, the call fails with {@link Reason#Lost}; what the caller then begins anew, session
 * or collection, is sound again.
 */
public final class SimulatorClient implements Simulator {
  /** Short enough to notice a vanished node within a rollout's patience. */
  private static final long KEEP_ALIVE_SECONDS = 30;

  /** Pictures of many environments at once; a simulator refuses sessions that need more. */
  private static final int LARGEST_ANSWER_BYTES = 64 << 20;

  private final Replicas replicas;
  private final Patience patience;

  SimulatorClient(List<Replica> replicas, Patience patience, Waiting waiting, int first) {
    this.replicas = new Replicas(replicas, patience.connect(), waiting, first);
    this.patience = patience;
  }

  /** With the standard patience. See {@link #connect(List, Patience)}. */
  public static SimulatorClient connect(List<String> addresses) {
    return connect(addresses, Patience.STANDARD);
  }

  /**
   * Connects to simulator processes. Connections are made when first used.
   *
   * @param addresses {@code host:port} of each replica
   * @throws SimulatorException Invalid when there is no address or one is malformed
   */
  public static SimulatorClient connect(List<String> addresses, Patience patience) {
    if (addresses.isEmpty()) {
      throw new SimulatorException(
          Reason.Invalid, "addresses is empty: give host:port of at least one simulator");
    }
    addresses.forEach(SimulatorClient::requireHostAndPort);
    List<Replica> replicas = addresses.stream().map(SimulatorClient::replica).toList();
    // Many trainers with the same list must not all begin at its first replica.
    int first = ThreadLocalRandom.current().nextInt(addresses.size());
    return new SimulatorClient(replicas, patience, Waiting.REAL, first);
  }

  /**
   * Over a channel that exists, such as an in-process one; closing the client closes it.
   *
   * @param address as messages name the simulator
   */
  public static SimulatorClient over(ManagedChannel channel, String address, Patience patience) {
    return new SimulatorClient(List.of(new Replica(address, channel)), patience, Waiting.REAL, 0);
  }

  private static void requireHostAndPort(String address) {
    if (!address.matches("[^\\s:/]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}")) {
      throw new SimulatorException(
          Reason.Invalid,
          "address '" + address + "' is malformed: give host:port, such as localhost:7300");
    }
  }

  private static Replica replica(String address) {
    ManagedChannel channel =
        Grpc.newChannelBuilder("dns:///" + address, InsecureChannelCredentials.create())
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .maxInboundMessageSize(LARGEST_ANSWER_BYTES)
            .build();
    return new Replica(address, channel);
  }

  @Override
  public SimulatorDescription describe() {
    return replicas.firstToTake(this::describe);
  }

  private SimulatorDescription describe(Replica replica) {
    try {
      return Messages.description(
          replica
              .stub()
              .withDeadlineAfter(patience.answer())
              .describe(DescribeRequest.getDefaultInstance()));
    } catch (StatusException failure) {
      throw Failures.of(failure, replica.address());
    }
  }

  @Override
  public void collect(DemonstrationRequest request, Consumer<Demonstration> sink) {
    try (var collection = DemonstrationCollection.begin(replicas, patience, request)) {
      collection.forEach(sink);
    }
  }

  @Override
  public RolloutSession open(String suite, List<String> tasks) {
    return open(suite, tasks, List.of());
  }

  @Override
  public RolloutSession open(String suite, List<String> tasks, List<Camera> cameras) {
    return RemoteSession.open(replicas, patience, suite, tasks, cameras);
  }

  /** Ends whatever still runs; its callers get {@link Reason#Lost}. */
  @Override
  public void close() {
    replicas.shutDown();
  }
}
