package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.plan.DatasetPlan;
import dev.graft.plan.Plan;
import dev.graft.plan.TrainerDevice;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.simulator.FakeSimulator;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.stop.StoppedException;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemonstrationsTest {
  private static final Plan PLAN = Plans.tiny("demonstrations");
  private static final DatasetPlan DATASET = PLAN.backbone().dataset();

  @TempDir private Path folder;
  private final StopSignal stop = new StopSignal();
  private final TrackingServer unused =
      new TrackingServer(URI.create("http://localhost:1"), RetryPolicy.PATIENT);

  @AfterEach
  void close() {
    unused.close();
  }

  @Test
  void waitsWhileEverySimulatorIsBusy() throws IOException {
    FakeSimulator simulator = FakeSimulator.fullAtFirst(1);

    assertThat(collect(simulator).dataset().trajectories()).hasSize(8);
    assertThat(simulator.collected()).isEqualTo(8);
  }

  @Test
  void leavesWhileItWaitsWhenAsked() {
    FakeSimulator full = FakeSimulator.fullAtFirst(Integer.MAX_VALUE);
    stop.request();

    assertThatThrownBy(() -> collect(full)).isInstanceOf(StoppedException.class);
  }

  private Demonstrations.Stored collect(FakeSimulator simulator) throws IOException {
    TrainerContext context =
        new TrainerContext(
            PLAN,
            folder,
            new ContentStore(folder.resolve("store")),
            Reuse.StoreOnly,
            folder,
            TrainerDevice.CPU,
            () -> simulator,
            unused,
            new RunKey("unused"),
            "graft-trainer test",
            event -> {},
            Optional.empty(),
            Duration.ZERO,
            stop);
    return new Demonstrations(context).obtain(DATASET);
  }
}
