package dev.graft.cli.run;

import dev.graft.cli.Installation;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.Plan;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stages of a plan as {@link LocalTrainer} processes: a JVM each, of this very class path. */
final class TrainerStages implements LocalExecutor.Stages {
  private final Plan plan;
  private final JobFiles files;
  private final AttemptFolder attempt;
  private final URI tracking;
  private final RunKey parentKey;
  private final Installation installation;

  TrainerStages(
      Plan plan,
      JobFiles files,
      AttemptFolder attempt,
      URI tracking,
      RunKey parentKey,
      Installation installation) {
    this.plan = plan;
    this.files = files;
    this.attempt = attempt;
    this.tracking = tracking;
    this.parentKey = parentKey;
    this.installation = installation;
  }

  @Override
  public boolean isDone(String stage) {
    try {
      return stage.equals(LocalExecutor.BACKBONE)
          ? files.backbone(plan).isPresent()
          : files.run(named(stage)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public StageCommand backbone() throws IOException {
    return command(LocalExecutor.BACKBONE, plan.backbone().threads());
  }

  @Override
  public StageCommand run(AdapterRun run) throws IOException {
    return command(run.name(), run.threads());
  }

  private AdapterRun named(String stage) {
    return plan.runs().stream().filter(run -> run.name().equals(stage)).findFirst().orElseThrow();
  }

  private StageCommand command(String stage, int threads) throws IOException {
    Path state = Files.createDirectories(files.state(stage));
    Files.createDirectories(files.log(stage).resolveSibling(""));
    Path assignment =
        new Assignment(
                plan,
                stage,
                state.toString(),
                attempt.store().toString(),
                attempt.number() == 0 ? Reuse.StoreAndTracking : Reuse.StoreOnly,
                tracking.toString(),
                parentKey.value())
            .write();
    return new StageCommand(stage, java(assignment), environment(threads), files.log(stage));
  }

  // The heap holds batches and frames only: parameters and activations are libtorch's.
  private static List<String> java(Path assignment) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-Xmx512m",
        "-Djava.awt.headless=true",
        "-Dai.djl.offline=true",
        "-cp",
        System.getProperty("java.class.path"),
        LocalTrainer.class.getName(),
        assignment.toString());
  }

  private Map<String, String> environment(int threads) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OMP_NUM_THREADS", Integer.toString(threads));
    environment.put("MKL_NUM_THREADS", Integer.toString(threads));
    // libgomp's threads spin at barriers: shortly, or one that is not scheduled stalls all of them.
    environment.put("GOMP_SPINCOUNT", "2000");
    // One arena, and freed blocks kept: each training step asks for the same sizes again.
    environment.put("MALLOC_ARENA_MAX", "1");
    environment.put("MALLOC_TRIM_THRESHOLD_", "134217728");
    environment.put("MALLOC_MMAP_THRESHOLD_", "33554432");
    environment.put("DJL_CACHE_DIR", installation.cache().resolve("djl").toString());
    return environment;
  }
}
