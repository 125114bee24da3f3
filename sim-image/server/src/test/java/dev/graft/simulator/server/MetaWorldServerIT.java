package dev.graft.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.Transition;
import dev.graft.simulator.remote.SimulatorClient;
import dev.graft.suites.Environment;
import dev.graft.suites.Suite;
import dev.graft.suites.metaworld.MetaWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real suite, in process and over a socket. */
@Timeout(120)
final class MetaWorldServerIT {
  private static final Suite META_WORLD = new MetaWorld();
  private static final String TASK = "reach-v3";
  private static final DemonstrationRequest REQUEST =
      new DemonstrationRequest(META_WORLD.name(), List.of(TASK), 3, 1, .1, true, 5, 200, "");

  private EmbeddedSimulator embedded;
  private SimulatorServer server;
  private SimulatorClient remote;

  @BeforeEach
  void serve() throws IOException {
    embedded = EmbeddedSimulator.start(new SimulatorSettings(4, 4, 2));
    server =
        SimulatorServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            InstalledSuites.all(),
            new SimulatorSettings(4, 4, 3));
    remote = SimulatorClient.connect(List.of("localhost:" + server.port()));
  }

  @AfterEach
  void stop() {
    remote.close();
    server.close();
    embedded.close();
  }

  private static List<Demonstration> collect(Simulator simulator) {
    List<Demonstration> received = new ArrayList<>();
    simulator.collect(REQUEST, received::add);
    return received;
  }

  @Test
  void demonstrationsAreTheSameInProcessAndOverASocket() {
    List<Demonstration> near = collect(embedded.simulator());
    assertThat(near).hasSize(3).allMatch(Demonstration::success);
    assertThat(collect(remote)).usingRecursiveComparison().isEqualTo(near);
  }

  @Test
  void rolloutsAreTheSameInProcessOverASocketAndWithoutAServer() {
    List<Transition> near = rollout(embedded.simulator());
    assertThat(rollout(remote)).usingRecursiveComparison().isEqualTo(near);
    assertThat(near.getLast().rewards()[0]).isEqualTo((float) rewardWithoutAServer());
  }

  private static float action(int step) {
    return (float) Math.sin(.3 * step);
  }

  private static List<Transition> rollout(Simulator simulator) {
    List<Transition> transitions = new ArrayList<>();
    int[] both = {0, 1};
    try (RolloutSession session = simulator.open(META_WORLD.name(), List.of(TASK, TASK))) {
      float[] first = session.reset(both, List.of(new Goal(3, 0), new Goal(3, 1)));
      transitions.add(new Transition(first, new float[0], new boolean[0]));
      for (int step = 0; step < 60; step++) {
        float a = action(step);
        transitions.add(session.step(both, new float[] {a, -a, a, 1, -a, a, a, -1}));
      }
    }
    return transitions;
  }

  @Test
  void goalsOfABenchmarkAreReachedOverASocket() {
    float[] seen;
    try (RolloutSession session = remote.open(META_WORLD.name(), List.of(TASK))) {
      seen = session.reset(new int[] {0}, List.of(new Goal(3, 49, "ML1-test")));
    }
    try (Environment environment = META_WORLD.open(TASK)) {
      environment.reset(META_WORLD.goals("ML1-test").randomVector(TASK, 3, 49));
      for (int i = 0; i < seen.length; i++) {
        assertThat(seen[i]).isEqualTo((float) environment.observation()[i]);
      }
    }
  }

  private static double rewardWithoutAServer() {
    try (Environment environment = META_WORLD.open(TASK)) {
      environment.reset(META_WORLD.randomVector(TASK, 3, 0));
      for (int step = 0; step < 60; step++) {
        float a = action(step);
        environment.step(new float[] {a, -a, a, 1});
      }
      return environment.reward();
    }
  }

  @Test
  void describesEveryTaskOfTheSuite() {
    var description = remote.describe();
    assertThat(description.version()).matches("graft \\d.*, mujoco 3\\.3\\.0");
    assertThat(description.tasks()).hasSameSizeAs(META_WORLD.tasks());
    assertThat(description.tasks())
        .allSatisfy(task -> assertThat(task.suite()).isEqualTo("MetaWorld"));
  }
}
