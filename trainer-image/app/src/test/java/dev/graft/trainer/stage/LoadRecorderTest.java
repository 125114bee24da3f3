package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.machine.MachineLoad;
import dev.graft.trainer.mlflow.MetricNames;
import dev.graft.trainer.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadRecorderTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  @TempDir Path folder;

  @Test
  void recordsUntilItIsClosed() throws InterruptedException {
    BlockingQueue<RunRecord> records = new LinkedBlockingQueue<>();
    try (LoadRecorder recorder = LoadRecorder.start(new MachineLoad(folder), OFTEN, records::add)) {
      assertThat(recorder).isNotNull();
      assertThat(records.poll(10, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              RunRecord.Metrics.class,
              metrics ->
                  assertThat(metrics.points())
                      .isNotEmpty()
                      .allMatch(point -> point.key().startsWith(MetricNames.SYSTEM)));
      assertThat(records.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
    records.clear();

    assertThat(records.poll(5 * OFTEN.toMillis(), TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void stopsWhenTheDiskIsFull() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch refused = new CountDownLatch(1);
    LoadRecorder recorder =
        LoadRecorder.start(
            new MachineLoad(folder),
            OFTEN,
            record -> {
              asked.incrementAndGet();
              refused.countDown();
              throw new IOException("no space left on device");
            });

    assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
    recorder.close();
    assertThat(asked).hasValue(1);
  }
}
