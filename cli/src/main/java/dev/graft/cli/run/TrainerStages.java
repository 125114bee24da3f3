package dev.graft.cli.run;

import dev.graft.cli.ChildJvm;
import dev.graft.cli.Installation;
import dev.graft.cli.job.JobFiles;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
import dev.graft.plan.TrainerDevice;
import dev.graft.plan.TrainerEnvironment;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The stages of a plan as {@link LocalTrainer} processes: a JVM each, of this very class path. */
final class TrainerStages implements LocalExecutor.Stages {
  /** For batches and frames only: parameters and activations are libtorch's. */
  private static final int HEAP_MEGABYTES = 512;

  private final Plan plan;
  private final JobFiles files;
  private final AttemptFolder attempt;
  private final List<String> simulators;
  private final URI tracking;
  private final RunKey parentKey;
  private final Installation installation;

  TrainerStages(
      Plan plan,
      JobFiles files,
      AttemptFolder attempt,
      List<String> simulators,
      URI tracking,
      RunKey parentKey,
      Installation installation) {
    this.plan = plan;
    this.files = files;
    this.attempt = attempt;
    this.simulators = simulators;
    this.tracking = tracking;
    this.parentKey = parentKey;
    this.installation = installation;
  }

  @Override
  public boolean isDone(String stage) {
    try {
      return stage.equals(BackboneStage.NAME)
          ? files.backbone(plan).isPresent()
          : files.run(named(stage)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public StageCommand backbone() throws IOException {
    return command(BackboneStage.NAME, plan.backbone().threads());
  }

  @Override
  public StageCommand run(AdapterRun run) throws IOException {
    return command(run.name(), run.threads());
  }

  private AdapterRun named(String stage) {
    return plan.runs().stream().filter(run -> run.name().equals(stage)).findFirst().orElseThrow();
  }

  private StageCommand command(String stage, int threads) throws IOException {
    attempt.started(); // from now on: the time that a job has waited for cores is not its own
    Path state = Files.createDirectories(files.state(stage));
    Files.createDirectories(files.log(stage).resolveSibling(""));
    Path assignment =
        new Assignment(
                plan,
                stage,
                state.toString(),
                attempt.store().toString(),
                attempt.number() == 0 ? Reuse.StoreAndTracking : Reuse.StoreOnly,
                simulators,
                tracking.toString(),
                parentKey.value())
            .write();
    List<String> command =
        ChildJvm.command(
            stage.equals(BackboneStage.NAME) ? "backbone" : "run",
            LocalTrainer.class,
            HEAP_MEGABYTES,
            List.of(assignment.toString()));
    Map<String, String> environment =
        TrainerEnvironment.of(
            threads,
            installation.cache().resolve("djl").toString(),
            TrainerDevice.of(System.getenv()));
    return new StageCommand(stage, command, environment, files.log(stage));
  }
}
