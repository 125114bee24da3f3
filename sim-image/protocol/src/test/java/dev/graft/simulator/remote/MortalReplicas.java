package dev.graft.simulator.remote;

import dev.graft.simulator.client.SimulatorException;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Services of one fate, a client of them, and time that passes only when the client waits. */
final class MortalReplicas implements AutoCloseable {
  final List<MortalService> services = new ArrayList<>();
  final SimulatorClient client;
  private final List<Server> servers = new ArrayList<>();

  /** Runs whenever the client waits; all the dead are started again after it. */
  Runnable whileWaiting = () -> {};

  /** How long the client has waited. */
  Duration waited = Duration.ZERO;

  MortalReplicas(int count, Fate fate, Patience patience) {
    List<Replica> replicas = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      MortalService service = new MortalService(fate);
      services.add(service);
      replicas.add(new Replica("replica-" + i, serve(service)));
    }
    client = new SimulatorClient(replicas, patience, new FakeTime(), 0);
  }

  private io.grpc.ManagedChannel serve(MortalService service) {
    String name = InProcessServerBuilder.generateName();
    try {
      servers.add(
          InProcessServerBuilder.forName(name)
              .directExecutor()
              .addService(service)
              .build()
              .start());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  private final class FakeTime implements Waiting {
    @Override
    public long nanoTime() {
      return waited.toNanos();
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      waited = waited.plus(length);
      whileWaiting.run();
    }
  }

  void startAllAgain() {
    services.forEach(service -> service.dead = false);
  }

  @Override
  public void close() {
    client.close();
    servers.forEach(Server::shutdownNow);
    for (Server server : servers) {
      try {
        if (!server.awaitTermination(10, TimeUnit.SECONDS)) {
          throw new AssertionError("a call never ends");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new SimulatorException(SimulatorException.Reason.Interrupted, "interrupted");
      }
    }
  }
}
