package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.event.TrainerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StageProcessesIT {
  private static final String PROGRESS =
      "{\"event\":\"progress\",\"phase\":\"Adapt\",\"done\":3,\"total\":10}";

  @TempDir private Path folder;
  private final StageProcesses processes = new StageProcesses(Duration.ofSeconds(20));
  private final ConcurrentLinkedQueue<TrainerEvent> events = new ConcurrentLinkedQueue<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    processes.kill();
    threads.close();
  }

  @Test
  void relaysEventsAndLogsTheOtherLines() throws IOException {
    StageEnd end =
        processes.run(
            FakeTrainer.stage(log(), "print", PROGRESS, "print", "libtorch says", "err", "oops"),
            events::add);

    assertThat(end).isInstanceOf(StageEnd.Done.class);
    assertThat(events)
        .containsExactly(
            new TrainerEvent.Progress(
                TrainerEvent.Phase.Adapt, 3, 10, null, null, null, null, null));
    assertThat(folder.resolve("stage.log")).content().contains("libtorch says").contains("oops");
  }

  @Test
  void tellsARefusedConfigurationFromAnErrorAndFromAKilledProcess() throws IOException {
    assertThat(failure("exit", "64").cause()).isEqualTo(StageEnd.Cause.Configuration);
    assertThat(failure("exit", "3").cause()).isEqualTo(StageEnd.Cause.Error);
    assertThat(failure("exit", "137").cause()).isEqualTo(StageEnd.Cause.Killed);
  }

  @Test
  void aFailureCarriesTheLastLinesOfTheLog() throws IOException {
    assertThat(failure("err", "first", "err", "the reason", "exit", "1").lastLines())
        .endsWith("first", "the reason");
  }

  @Test
  void stopLetsProcessesCheckpointAndStartsNoMore() throws Exception {
    CountDownLatch serving = new CountDownLatch(2);
    List<CompletableFuture<StageEnd>> ends =
        List.of(runAsync(serving, "serve"), runAsync(serving, "serve"));
    assertThat(serving.await(30, TimeUnit.SECONDS)).isTrue();

    processes.stop();

    for (CompletableFuture<StageEnd> end : ends) {
      assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(StageEnd.Stopped.class);
    }
    assertThat(processes.run(FakeTrainer.stage(log(), "exit", "1"), events::add))
        .isInstanceOf(StageEnd.Stopped.class);
  }

  @Test
  void aProcessThatIgnoresTheStopIsKilledAfterTheGrace() throws Exception {
    StageProcesses impatient = new StageProcesses(Duration.ofMillis(200));
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<StageEnd> end =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    impatient,
                    waiting,
                    FakeTrainer.stage(log(), "ignore", "print", PROGRESS, "lifeline")),
            threads);
    assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

    impatient.stop();

    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(StageEnd.Stopped.class);
  }

  private Path log() {
    return folder.resolve("stage.log");
  }

  private StageEnd.Failed failure(String... arguments) throws IOException {
    return (StageEnd.Failed) processes.run(FakeTrainer.stage(log(), arguments), events::add);
  }

  private CompletableFuture<StageEnd> runAsync(CountDownLatch events, String... arguments) {
    return CompletableFuture.supplyAsync(
        () -> run(processes, events, FakeTrainer.stage(log(), arguments)), threads);
  }

  private static StageEnd run(
      StageProcesses processes, CountDownLatch events, StageCommand command) {
    try {
      return processes.run(command, event -> events.countDown());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
