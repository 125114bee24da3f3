package dev.graft.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.client.Transition;
import dev.graft.simulator.remote.Patience;
import dev.graft.simulator.remote.SimulatorClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two simulator processes, one of them killed in the middle of its work. */
@Timeout(180)
final class KilledReplicaIT {
  private static final Patience ONCE = new Patience(Duration.ZERO, Duration.ofMinutes(1));
  private static final List<String> TASKS =
      List.of("reach-v3", "pick-place-v3", "door-open-v3", "hammer-v3");
  private static final int STEPS = 120;

  private final List<JavaProcess> processes = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(JavaProcess::close);
  }

  private void startTwo() throws IOException {
    processes.add(JavaProcess.simulator(TASKS.size()));
    processes.add(JavaProcess.simulator(TASKS.size()));
    processes.forEach(process -> addresses.add(process.address()));
  }

  /** Whether a replica has no room, because the one session there is has taken all of it. */
  private static boolean full(String address) {
    try (SimulatorClient client = SimulatorClient.connect(List.of(address), ONCE)) {
      client.open("MetaWorld", TASKS).close();
      return false;
    } catch (SimulatorException refused) {
      assertThat(refused.reason()).isEqualTo(Reason.Exhausted);
      return true;
    }
  }

  /** Random actions; some environments are reset on the way, and some rest. */
  private static List<float[]> rollOut(Simulator simulator, IntConsumer beforeStep) {
    Random random = new Random(1);
    List<float[]> seen = new ArrayList<>();
    try (RolloutSession session = simulator.open("MetaWorld", TASKS)) {
      List<Goal> goals = List.of(goal(0), goal(1), goal(2), goal(3));
      seen.add(session.reset(new int[] {0, 1, 2, 3}, goals));
      for (int step = 0; step < STEPS; step++) {
        beforeStep.accept(step);
        if (step == 40) {
          seen.add(session.reset(new int[] {1}, List.of(goal(4))));
        }
        int[] environments = step < 80 ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 3};
        float[] actions = new float[4 * environments.length];
        for (int i = 0; i < actions.length; i++) {
          actions[i] = random.nextFloat(-1, 1);
        }
        Transition transition = session.step(environments, actions);
        seen.add(transition.observations());
        seen.add(transition.rewards());
      }
    }
    return seen;
  }

  private static Goal goal(int index) {
    return new Goal(17, index);
  }

  @Test
  void aRolloutEndsAsIfItsSimulatorHadNotBeenKilled() throws IOException {
    startTwo();
    try (SimulatorClient client = SimulatorClient.connect(addresses)) {
      List<float[]> undisturbed = rollOut(client, step -> {});
      List<float[]> disturbed = rollOut(client, step -> killTheBusyOneAt(60, step));
      assertThat(disturbed).containsExactlyElementsOf(undisturbed);
      assertThat(processes.stream().filter(process -> process.process().isAlive())).hasSize(1);
    }
  }

  private void killTheBusyOneAt(int wanted, int step) {
    if (step == wanted) {
      processes.get(full(addresses.getFirst()) ? 0 : 1).close();
    }
  }

  @Test
  void aCollectionEndsAsIfOneOfItsSimulatorsHadNotBeenKilled() throws IOException {
    startTwo();
    DemonstrationRequest request =
        new DemonstrationRequest("MetaWorld", TASKS, 4, 3, .1, true, 5, 500, "");
    List<Demonstration> byOne = new ArrayList<>();
    try (SimulatorClient one = SimulatorClient.connect(List.of(addresses.getFirst()))) {
      one.collect(request, byOne::add);
    }
    List<Demonstration> byTwo = new ArrayList<>();
    try (SimulatorClient two = SimulatorClient.connect(addresses)) {
      two.collect(
          request,
          demonstration -> {
            byTwo.add(demonstration);
            if (byTwo.size() == 2) {
              processes.getLast().close();
            }
          });
    }
    assertThat(byTwo).usingRecursiveComparison().isEqualTo(byOne).asList().hasSize(16);
  }
}
