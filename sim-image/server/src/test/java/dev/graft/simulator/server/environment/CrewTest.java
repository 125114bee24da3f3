package dev.graft.simulator.server.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class CrewTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void doesEachPieceOnceEveryTime(int threads) {
    try (Crew crew = new Crew("test", threads)) {
      for (int round = 0; round < 2000; round++) {
        AtomicIntegerArray done = new AtomicIntegerArray(7);
        crew.forEach(7, done::incrementAndGet).join();
        for (int i = 0; i < done.length(); i++) {
          assertThat(done.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void aCrewOfOneIsTheCaller() {
    try (Crew crew = new Crew("test", 1)) {
      crew.forEach(3, i -> assertThat(Thread.currentThread().getName()).isEqualTo("main")).join();
    }
  }

  @Test
  void doesNotHoldTheCallerUntilAHelperIsDone() throws InterruptedException {
    CountDownLatch helperHasOne = new CountDownLatch(1);
    CountDownLatch callerIsBack = new CountDownLatch(1);
    try (Crew crew = new Crew("test", 2)) {
      Thread caller = Thread.currentThread();
      CompletableFuture<Void> done =
          crew.forEach(
              2,
              i -> {
                if (Thread.currentThread() == caller) {
                  await(helperHasOne);
                } else {
                  helperHasOne.countDown();
                  await(callerIsBack);
                }
              });
      assertThat(done).isNotDone();
      callerIsBack.countDown();
      done.join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void tellsTheFirstFailureAndBeginsNothingAfterIt() {
    AtomicInteger begun = new AtomicInteger();
    try (Crew crew = new Crew("test", 2)) {
      CompletableFuture<Void> done =
          crew.forEach(
              10_000,
              i -> {
                begun.incrementAndGet();
                throw new IllegalStateException("at " + i);
              });
      assertThatThrownBy(done::join).hasMessageContaining("at ");
      assertThat(begun.get()).isLessThan(100);
    }
  }
}
