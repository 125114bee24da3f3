package dev.graft.simulator.server.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.server.FakeSuite;
import dev.graft.simulator.server.environment.EnvironmentPool;
import dev.graft.simulator.server.environment.Workers;
import dev.graft.simulator.server.idle.IdleTimer;
import dev.graft.simulator.server.metrics.SimulatorMetrics;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Demonstration;
import io.grpc.stub.ServerCallStreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class BackPressureTest {
  private static final int THREADS = 2;
  private static final int PER_TASK = 10;
  private static final int WINDOW = THREADS * PER_TASK;
  private static final int TASKS = 3;

  private final FakeSuite suite = new FakeSuite();
  private final Workers workers = new Workers("test", THREADS);
  private final IdleTimer idle = new IdleTimer(Duration.ofHours(1));
  private final SlowReader reader = new SlowReader();

  private void begin() {
    CollectDemonstrationsRequest request =
        CollectDemonstrationsRequest.newBuilder()
            .setSuite(FakeSuite.NAME)
            .addAllTasks(List.of("solved-at-3", "solved-at-5", "every-third-fails"))
            .setPerTask(PER_TASK)
            .setMaxSteps(FakeSuite.HORIZON)
            .setSuccessfulOnly(true)
            .build();
    DemonstrationStream.begin(
        request,
        new DemonstrationStream.Resources(
            new Catalogue(List.of(suite)),
            new EnvironmentPool(9),
            new Admission(1),
            workers,
            idle,
            new SimulatorMetrics(new SimpleMeterRegistry())),
        reader);
  }

  @Test
  void theWorkersRestWhenTheWindowIsFullAndTheReaderRests() throws InterruptedException {
    CountDownLatch stepsOfAWindow = new CountDownLatch(WINDOW);
    suite.atStep = () -> countEpisodes(stepsOfAWindow);
    begin();
    stepsOfAWindow.await();
    workers.close(); // returns when nothing runs and nothing is queued
    assertThat(suite.begun).hasValue(WINDOW);
    assertThat(reader.received).hasValue(0);
  }

  private void countEpisodes(CountDownLatch latch) {
    if (suite.begun.get() >= WINDOW) {
      while (latch.getCount() > 0) {
        latch.countDown();
      }
    }
  }

  @Test
  void everythingArrivesWhenTheReaderTakesOneAtATime() throws InterruptedException {
    begin();
    while (!reader.completed) {
      reader.takeOne();
      Thread.onSpinWait();
      assertThat(Thread.interrupted()).as("the time is up").isFalse();
    }
    assertThat(reader.received).hasValue(TASKS * PER_TASK);
    workers.close();
  }

  /** A call whose transport takes a message only when told to. */
  private static final class SlowReader extends ServerCallStreamObserver<Demonstration> {
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger allowed = new AtomicInteger();
    private volatile boolean completed;
    private volatile Runnable onReady = () -> {};

    void takeOne() {
      if (allowed.get() == received.get()) {
        allowed.incrementAndGet();
      }
      onReady.run();
    }

    @Override
    public boolean isReady() {
      return received.get() < allowed.get();
    }

    @Override
    public void onNext(Demonstration demonstration) {
      received.incrementAndGet();
    }

    @Override
    public void onCompleted() {
      completed = true;
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setCompression(String compression) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
  }
}
