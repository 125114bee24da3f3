package dev.graft.trainer.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.mlflow.DatasetInput;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.MlflowServer;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunContent;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.record.FatalDisk.Dead;
import dev.graft.trainer.record.FatalDisk.Death;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlflow.tracking.MlflowClient;

/**
 * A process that ends before, in or after every single operation on the disk, and is started again:
 * it makes all its records anew, at other times, and the server ends with those of a process that
 * never ended.
 */
@ExtendWith(MlflowServer.Extension.class)
class SpoolKilledIT {
  /** More than a process has; the one that reaches its end has not been killed. */
  private static final int OPERATIONS = 200;

  @TempDir private Path folder;
  private TrackingServer tracking;
  private MlflowClient oracle;

  @BeforeEach
  void connect(MlflowServer mlflow) {
    tracking = new TrackingServer(mlflow.uri(), RetryPolicy.ONCE);
    oracle = new MlflowClient(mlflow.uri().toString());
  }

  @AfterEach
  void disconnect() {
    tracking.close();
    oracle.close();
  }

  @ParameterizedTest
  @EnumSource(Death.class)
  void nothingIsLostAndNothingIsThereTwice(Death death) throws IOException {
    RunContent undisturbed = content(0, death, OPERATIONS);
    assertThat(undisturbed.metrics()).hasSize(2);
    assertThat(undisturbed.artifacts()).hasSize(3);

    int killed = 0;
    while (killed < OPERATIONS) {
      String experiment = experiment(death, killed);
      if (process(experiment, new FatalDisk(killed, death))) {
        break;
      }
      assertThat(process(experiment, Disk.REAL)).isTrue();

      assertThat(RunContent.of(oracle, tracking.uri(), experiment))
          .as("killed at operation %d", killed)
          .containsOnly(Map.entry("job/1", undisturbed));
      killed++;
    }

    assertThat(killed).isBetween(30, OPERATIONS - 1);
  }

  private RunContent content(int number, Death death, int operations) throws IOException {
    String experiment = "undisturbed-" + experiment(death, number);
    assertThat(process(experiment, new FatalDisk(operations, death))).isTrue();
    return RunContent.of(oracle, tracking.uri(), experiment).values().iterator().next();
  }

  private static String experiment(Death death, int operation) {
    return "killed-" + death + "-" + operation;
  }

  /** One process's life; returns whether it came to its end. */
  private boolean process(String experiment, Disk disk) throws IOException {
    Path records = folder.resolve(experiment);
    List<RunRecord> all = records(Files.createDirectories(folder.resolve(experiment + "-files")));
    try (Spool spool = Spool.create(records, Optional.of(spec(experiment)), tracking, disk)) {
      for (int i = 0; i < all.size(); i++) {
        spool.record(all.get(i));
        if (i % 3 == 2) {
          spool.deliverNext();
        }
      }
      while (spool.standing().waiting() > 0) {
        spool.deliverNext();
      }
      spool.discard();
      return true;
    } catch (Dead dead) {
      return false;
    }
  }

  private static RunSpec spec(String experiment) {
    return new RunSpec(
        experiment,
        new RunKey("job/1"),
        "a run",
        Optional.empty(),
        "test",
        "",
        Map.of("graft.job", "job"),
        Instant.now());
  }

  private static List<RunRecord> records(Path files) throws IOException {
    Path model = Files.createDirectories(files.resolve("model/sub"));
    Files.writeString(files.resolve("model/weights"), "w".repeat(300));
    Files.writeString(model.resolve("config"), "{}");
    Files.writeString(files.resolve("plot"), "a plot");
    List<RunRecord> records = new ArrayList<>();
    records.add(new RunRecord.Params(Map.of("seed", "1", "task", "reach-v3")));
    records.add(new RunRecord.Tags(Map.of("note", "first")));
    records.add(new RunRecord.Input(new DatasetInput("reach", "a".repeat(40), "{}", "{}", "test")));
    for (int step = 1; step <= 4; step++) {
      records.add(new RunRecord.Metrics(List.of(point("loss", step), point("rate", 2 * step))));
    }
    records.add(new RunRecord.Artifact("model", files.resolve("model")));
    records.add(new RunRecord.Metrics(List.of(point("loss", 5))));
    records.add(new RunRecord.Artifact("plot.txt", files.resolve("plot")));
    records.add(new RunRecord.Tags(Map.of("note", "last")));
    records.add(new RunRecord.End(RunStatus.Finished, Instant.now()));
    return records;
  }

  private static MetricPoint point(String key, int step) {
    return new MetricPoint(key, 1.0 / step, step, Instant.now());
  }
}
