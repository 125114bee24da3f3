package dev.graft.simulator.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.SimulatorDescription;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.client.Transition;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class SimulatorClientTest {
  /** The answer to an open must come within it, however busy the machine is. */
  private static final Patience SHORT = new Patience(Duration.ZERO, Duration.ofSeconds(1), 0);

  private static final Patience LONG = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10));

  private final FakeService service = new FakeService();
  private Server server;

  @BeforeEach
  void serve() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(service).build().start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.shutdownNow().awaitTermination();
  }

  private SimulatorClient client(Patience patience) {
    return SimulatorClient.over(
        InProcessChannelBuilder.forAddress(server.getListenSockets().getFirst()).build(),
        "in process",
        patience);
  }

  private static DemonstrationRequest demonstrations(int perTask) {
    return new DemonstrationRequest("Fake", List.of("count-v1"), perTask, 5, 0, true, 0, 9, "");
  }

  private static void assertFails(Reason reason, ThrowingCallable call, String... message) {
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(call)
        .withMessageContainingAll(message)
        .extracting(SimulatorException::reason)
        .isEqualTo(reason);
  }

  @Test
  void describesWhatTheSimulatorOffers() {
    try (SimulatorClient client = client(LONG)) {
      assertThat(client.describe())
          .isEqualTo(
              new SimulatorDescription(
                  "fake 1",
                  List.of(new SimulatorDescription.Task("Fake", "count-v1", 2, 1, 1, 1, 9)),
                  3));
    }
  }

  @Test
  void deliversEveryDemonstrationInOrder() {
    List<Demonstration> received = new ArrayList<>();
    try (SimulatorClient client = client(LONG)) {
      client.collect(demonstrations(50), received::add);
    }
    assertThat(received).hasSize(50);
    Demonstration last = received.getLast();
    assertThat(last.goal()).isEqualTo(new Goal(5, 98));
    assertThat(last.observations()).containsExactly(49, 1);
    assertThat(last.actions()).containsExactly(.5f);
    assertThat(last.rewards()).containsExactly(7);
  }

  @Test
  void holdsBackASimulatorThatIsFasterThanItsReader() {
    int perTask = 100_000;
    try (SimulatorClient client = client(LONG)) {
      List<Integer> offered = new ArrayList<>();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  client.collect(
                      demonstrations(perTask),
                      demonstration -> {
                        offered.add(service.offered.get());
                        if (offered.size() == 20) {
                          throw new IllegalStateException("enough");
                        }
                      }));
      assertThat(offered.getLast()).isLessThan(200);
    }
  }

  @Test
  void stopsTheSimulatorsWorkWhenTheSinkFails() throws InterruptedException {
    try (SimulatorClient client = client(LONG)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  client.collect(
                      demonstrations(100_000),
                      demonstration -> {
                        throw new IllegalArgumentException("disk full");
                      }));
      assertThat(service.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** One that is older than cameras does not notice that it is asked for pictures. */
  @Test
  void aSimulatorThatSendsNoPicturesHasFailed() {
    try (SimulatorClient client = client(LONG);
        RolloutSession session =
            client.open("Fake", List.of("count-v1"), List.of(new Camera("eye", 8, 8)))) {
      assertThatExceptionOfType(SimulatorException.class)
          .isThrownBy(() -> session.reset(new int[] {0}, List.of(new Goal(1, 1))))
          .withMessageContaining("1 cameras with 0 pictures")
          .matches(failure -> failure.reason() == Reason.Failed);
    }
  }

  @Test
  void answersResetsAndStepsInTurn() {
    try (SimulatorClient client = client(LONG);
        RolloutSession session = client.open("Fake", List.of("count-v1"))) {
      assertThat(session.reset(new int[] {0}, List.of(new Goal(1, 4)))).containsExactly(4, 0);
      session.step(new int[] {0}, new float[] {1});
      Transition second = session.step(new int[] {0}, new float[] {2});
      assertThat(second.observations()).containsExactly(4, 3);
      assertThat(second.rewards()).containsExactly(3);
      assertThat(second.successes()).containsExactly(true);
    }
  }

  @Test
  void closingASessionWaitsUntilTheSimulatorHasLetItGo() {
    try (SimulatorClient client = client(LONG)) {
      RolloutSession session = client.open("Fake", List.of("count-v1"));
      assertThat(service.sessions).hasValue(1);
      session.close();
      assertThat(service.sessions).hasValue(0);
      session.close();
    }
  }

  @Test
  void keepsTheReasonAndWordsOfARefusal() {
    try (SimulatorClient client = client(LONG)) {
      service.refusal = Status.INVALID_ARGUMENT.withDescription("tasks[0] 'x' is unknown");
      assertFails(Reason.Invalid, () -> client.open("Fake", List.of("x")), "tasks[0] 'x'");
      service.refusal = Status.RESOURCE_EXHAUSTED.withDescription("full");
      assertFails(Reason.Exhausted, () -> client.open("Fake", List.of("x")), "in process", "full");
      service.refusal = Status.INTERNAL.withDescription("mj_step: nan");
      assertFails(Reason.Failed, () -> client.collect(demonstrations(1), d -> {}), "mj_step: nan");
    }
  }

  @Test
  void givesUpOnASimulatorThatDoesNotAnswer() {
    service.silent = true;
    try (SimulatorClient client = client(SHORT);
        RolloutSession session = client.open("Fake", List.of("count-v1"))) {
      assertFails(Reason.Lost, client::describe, "in process");
      assertFails(Reason.Lost, () -> session.step(new int[] {0}, new float[] {1}), "sent no step");
      assertFails(Reason.Lost, () -> session.step(new int[] {0}, new float[] {1}), "sent no step");
    }
  }

  @Test
  void anInterruptedCallerIsToldSoAndTheSimulatorStops() throws InterruptedException {
    service.silent = true;
    try (SimulatorClient client = client(LONG);
        RolloutSession session = client.open("Fake", List.of("count-v1"))) {
      Thread.currentThread().interrupt();
      assertFails(
          Reason.Interrupted, () -> session.step(new int[] {0}, new float[] {1}), "interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(service.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void refusesAMalformedAddress() {
    assertFails(
        Reason.Invalid, () -> SimulatorClient.connect(List.of("sim-0")), "'sim-0'", "host:port");
    assertFails(Reason.Invalid, () -> SimulatorClient.connect(List.of()), "empty");
  }

  @Test
  void refusesPatienceThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Patience(Duration.ZERO, Duration.ZERO))
        .withMessageContaining("answer is PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Patience(Duration.ZERO, Duration.ofSeconds(1), -1))
        .withMessageContaining("losses is -1");
  }
}
