package dev.graft.operator.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.User;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Lease of a real API server, and candidates whose clocks a test moves. */
@ExtendWith(ControlPlaneExtension.class)
class LeadershipIT {
  private static final Duration DURATION = Duration.ofSeconds(15);

  private final String lease = "lease-" + UUID.randomUUID();
  private final AtomicLong firstsClock = new AtomicLong();
  private final AtomicLong secondsClock = new AtomicLong();
  private KubernetesClient client;
  private Leadership first;
  private Leadership second;

  @BeforeEach
  void open(ControlPlane plane) {
    client = plane.client(User.ADMIN);
    first = candidate("first", firstsClock);
    second = candidate("second", secondsClock);
  }

  @AfterEach
  void close() {
    client.close();
  }

  private Leadership candidate(String identity, AtomicLong clock) {
    return new Leadership(client, new LeaseTerms("default", lease, identity, DURATION), clock::get);
  }

  @Test
  void oneOfTwoLeads() {
    assertThat(first.tryHold()).isTrue();
    assertThat(second.tryHold()).isFalse();
    assertThat(first.held()).isTrue();
    assertThat(second.held()).isFalse();
  }

  @Test
  void leaderThatRenewsStaysOne() {
    first.tryHold();
    second.tryHold();
    for (int i = 0; i < 5; i++) {
      pass(firstsClock, DURATION.minusSeconds(1));
      pass(secondsClock, DURATION.minusSeconds(1));
      assertThat(first.tryHold()).isTrue();
      assertThat(second.tryHold()).isFalse();
    }
  }

  @Test
  void leaseThatIsNotRenewedIsTakenAfterItsDuration() {
    first.tryHold();
    second.tryHold();
    pass(secondsClock, DURATION.minusNanos(1));
    assertThat(second.tryHold()).isFalse();

    pass(secondsClock, Duration.ofNanos(1));

    assertThat(second.tryHold()).isTrue();
    assertThat(first.tryHold()).as("its lease was taken").isFalse();
  }

  @Test
  void leaderThatWasStoppedForLongKnowsThatItLeadsNoMore() {
    first.tryHold();

    pass(firstsClock, DURATION);

    assertThat(first.held()).isFalse();
  }

  @Test
  void clocksNeedNotAgree() {
    secondsClock.set(Duration.ofDays(365).toNanos());
    first.tryHold();

    assertThat(second.tryHold()).isFalse();
  }

  @Test
  void leaseThatIsGivenBackIsFreeAtOnce() {
    first.tryHold();
    second.tryHold();

    first.close();

    assertThat(second.tryHold()).isTrue();
  }

  @Test
  void fenceKeepsWritesBackButNotReads(ControlPlane plane) {
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("fenced-" + UUID.randomUUID())
            .endMetadata()
            .build();
    try (KubernetesClient fenced =
        plane.client(
            User.ADMIN,
            ControlPlane.through(new Fence(first::held), new KubernetesClientBuilder()))) {
      assertThat(fenced.resource(map).get()).isNull();
      assertThatThrownBy(() -> fenced.resource(map).create())
          .hasStackTraceContaining("leads no more");
      first.tryHold();
      assertThat(fenced.resource(map).create()).isNotNull();
      pass(firstsClock, DURATION);
      assertThatThrownBy(() -> fenced.resource(map).delete())
          .hasStackTraceContaining("leads no more");
    }
    client.resource(map).delete();
  }

  private static void pass(AtomicLong clock, Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
