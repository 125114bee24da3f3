package dev.graft.trainer.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private final StopSignal stop = new StopSignal();

  @Test
  void interruptsACallThatWouldWaitForEver() {
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture.runAsync(
        () -> {
          await(waiting);
          stop.request();
        });

    assertThatThrownBy(
            () ->
                stop.interrupting(
                    () -> {
                      waiting.countDown();
                      await(new CountDownLatch(1));
                      return "never";
                    }))
        .isInstanceOf(StoppedException.class);
    assertThat(Thread.interrupted()).as("a checkpoint comes next").isFalse();
  }

  @Test
  void doesNotBeginACallThatWouldBeInterrupted() {
    stop.request();

    assertThatThrownBy(() -> stop.interrupting(() -> "called"))
        .isInstanceOf(StoppedException.class);
  }

  @Test
  void passesOnWhatACallReturnsAndThrows() {
    assertThat(stop.interrupting(() -> "answer")).isEqualTo("answer");
    assertThatThrownBy(
            () ->
                stop.interrupting(
                    () -> {
                      throw new IllegalStateException("its own");
                    }))
        .hasMessage("its own");
  }

  @Test
  void interruptsNobodyAfterTheCall() {
    stop.interrupting(() -> "answer");

    stop.request();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void enforcesWhatAStageThatHangsDoesNotDo() throws Exception {
    CompletableFuture<String> left = new CompletableFuture<>();
    stop.enforceAfter(Duration.ofMillis(1), () -> left.complete("left"));

    stop.request();

    assertThat(left.get(10, TimeUnit.SECONDS)).isEqualTo("left");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
