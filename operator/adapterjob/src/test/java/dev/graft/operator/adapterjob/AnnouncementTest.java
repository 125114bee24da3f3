package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.resources.Role;
import io.fabric8.kubernetes.api.model.Event;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  private final World world = new World();

  @Test
  void trainerThatIsTriedAgainIsAWarning() {
    world.pass();
    world.runPod(Role.BACKBONE, 0);
    world.pass();
    world.starvePod(Role.BACKBONE, 0);

    Event event = announced().orElseThrow();

    assertThat(event.getReason()).isEqualTo("Retrying");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getMessage()).contains("backbone-pod-0", "OOMKilled");
  }

  @Test
  void waitingForQuotaIsNoWarning() {
    world.edit(World.manifest() + "  queueName: team-a\n");

    Event event = announced().orElseThrow();

    assertThat(event.getReason()).isEqualTo("Queued");
    assertThat(event.getType()).isEqualTo("Normal");
  }

  @Test
  void whatWasToldIsNotToldAgain() {
    world.pass();

    assertThat(announced()).isEmpty();
  }

  /** What the next pass announces. */
  private Optional<Event> announced() {
    ObservedState observed = world.observed();
    return Announcement.of(observed, world.pass(), World.START);
  }
}
