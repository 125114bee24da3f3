package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.resources.Role;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PodRefusalTest {
  private static final String QUOTA =
      "exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0";
  private static final Job JOB =
      new JobBuilder()
          .withNewMetadata()
          .withName("doors-backbone")
          .withCreationTimestamp(at(0))
          .endMetadata()
          .build();

  private final World world = new World();
  private Duration now = Duration.ofHours(1);
  private final List<String> asked = new ArrayList<>();
  private final PodRefusals refusals = new PodRefusals(() -> now.toNanos());

  @Test
  void quotesTheApiServerWithoutTheNameOfThePod() {
    assertThat(
            told(refused(1, "Error creating: pods \"doors-backbone-x2x\" is forbidden: " + QUOTA)))
        .contains(new PodRefusal("Job doors-backbone", QUOTA));
    assertThat(
            told(
                refused(
                    1,
                    "create Pod doors-sim-0 in StatefulSet doors-sim failed error: pods"
                        + " \"doors-sim-0\" is forbidden: "
                        + QUOTA)))
        .map(PodRefusal::why)
        .contains(QUOTA);
    assertThat(told(refused(1, "Error creating: admission webhook \"a\" denied the request.")))
        .map(PodRefusal::why)
        .contains("admission webhook \"a\" denied the request");
  }

  @Test
  void quotesTheLatest() {
    assertThat(told(refused(9, "the second"), refused(3, "the first")))
        .map(PodRefusal::why)
        .contains("the second");
  }

  @Test
  void isOverOnceAPodWasCreatedOrTheJobStartedAnew() {
    Pod younger =
        new PodBuilder().withNewMetadata().withCreationTimestamp(at(5)).endMetadata().build();
    Job resumed = JOB.edit().withNewStatus().withStartTime(at(5)).endStatus().build();
    List<Event> before = List.of(refused(4, QUOTA));

    assertThat(PodRefusal.told(JOB, Stream.of(younger), before)).isEmpty();
    assertThat(PodRefusal.told(resumed, Stream.empty(), before)).isEmpty();
    assertThat(PodRefusal.told(JOB, Stream.of(younger), List.of(refused(6, QUOTA)))).isPresent();
  }

  @Test
  void isSoughtOnlyWherePodsAreWantedAndNoneIsAtWork() {
    world.pass();
    assertThat(candidates()).containsExactly("Job", "StatefulSet");

    world.runPod(Role.SIMULATOR, 0);
    world.runPod(Role.BACKBONE, 0);
    assertThat(candidates()).isEmpty();

    world.endPod(Role.BACKBONE, 0, 1, "", World.START);
    assertThat(candidates()).containsExactly("Job");

    world.suspendJob(Role.BACKBONE, true);
    assertThat(candidates()).isEmpty();

    world.suspendJob(Role.BACKBONE, false);
    world.conclude(Role.BACKBONE, "Failed");
    assertThat(candidates()).isEmpty();
  }

  @Test
  void isAskedForAfterAWhileAndThenSeldom() {
    world.pass();

    assertThat(explain()).isEmpty();
    later(4);
    assertThat(explain()).isEmpty();
    assertThat(asked).isEmpty();
    later(1);
    assertThat(explain()).isPresent();
    assertThat(asked).hasSize(1);
    for (int pass = 0; pass < 5; pass++) {
      later(5);
      assertThat(explain()).isPresent();
    }
    assertThat(asked).as("in 25 s more").hasSize(1);
    later(5);
    explain();
    assertThat(asked).hasSize(2);
  }

  @Test
  void isForgottenOncePodsAreThere() {
    world.pass();
    explain();
    later(5);
    assertThat(explain()).isPresent();

    world.runPod(Role.BACKBONE, 0);
    world.runPod(Role.SIMULATOR, 0);
    assertThat(explain()).isEmpty();
    world.losePod(Role.BACKBONE, 0);

    assertThat(explain()).as("without asking again").isEmpty();
  }

  @Test
  void isAskedForAtOnceByAnOperatorWhosePredecessorHasToldOfIt() {
    world.pass();
    world.refusePods(Role.BACKBONE, QUOTA);
    world.pass();
    world.refusePods(Role.BACKBONE, "");

    assertThat(explain()).isPresent();
  }

  private Optional<PodRefusal> explain() {
    return refusals
        .explain(
            world.observed(),
            workload -> {
              asked.add(workload.getKind());
              return List.of(refused(1, QUOTA));
            })
        .refusal();
  }

  private void later(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private List<String> candidates() {
    return PodRefusal.candidates(world.observed()).stream().map(w -> w.getKind()).toList();
  }

  private static Optional<PodRefusal> told(Event... events) {
    return PodRefusal.told(JOB, Stream.empty(), List.of(events));
  }

  private static Event refused(int second, String message) {
    return new EventBuilder().withLastTimestamp(at(second)).withMessage(message).build();
  }

  private static String at(int second) {
    return Instant.EPOCH.plusSeconds(second).toString();
  }
}
