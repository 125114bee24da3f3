package dev.graft.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TeamTest {
  @Test
  void worksAtOnceAsOftenAsItIsAsked() {
    CyclicBarrier all = new CyclicBarrier(3); // opens only when three wait at it
    Callable<Integer> meet = () -> all.await(10, TimeUnit.SECONDS);
    try (Team team = new Team(3)) {
      for (int round = 0; round < 2; round++) {
        assertThat(team.run(Collections.nCopies(3, meet))).containsExactlyInAnyOrder(0, 1, 2);
      }
    }
  }

  @Test
  void givesResultsInTheOrderOfTheWork() {
    try (Team team = new Team(1)) {
      assertThat(team.<String>run(List.of(() -> "a", () -> "b"))).containsExactly("a", "b");
    }
  }

  @Test
  void failsForTheReasonOfTheWork() {
    IOException reason = new IOException("no picture");
    Callable<String> failing =
        () -> {
          throw reason;
        };
    try (Team team = new Team(1)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> team.run(List.of(failing)))
          .withCause(reason);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndStays() {
    CyclicBarrier never = new CyclicBarrier(2); // the only one who waits at it
    Callable<Integer> unending = never::await;
    try (Team team = new Team(1)) {
      Thread.currentThread().interrupt();
      assertThatIllegalStateException()
          .isThrownBy(() -> team.run(List.of(unending)))
          .withMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
