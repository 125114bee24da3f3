package dev.graft.trainer.stage;

import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.plan.DatasetPlan;
import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a dataset by its digest, in the store or on the tracking server, or collects it. */
final class Demonstrations {
  /** Tag of a run that holds a dataset among its artifacts. */
  static final String TAG = "graft.datasetDigest";

  /** Folder of the dataset among the artifacts. */
  static final String ARTIFACT = "dataset";

  private static final String FILE = "demonstrations.safetensors";

  /** Steps of an episode of a scripted policy; longer than any needs for its first success. */
  private static final int MAX_STEPS = 500;

  private final TrainerContext context;

  Demonstrations(TrainerContext context) {
    this.context = context;
  }

  /** A dataset, and the folder it is kept in. */
  record Stored(TrajectoryDataset dataset, Path folder) {}

  Stored obtain(DatasetPlan plan) throws IOException {
    Optional<Path> found =
        new FinishedRuns(context)
            .find(
                new FinishedRuns.Wanted(
                    Kind.Dataset,
                    plan.digest(),
                    TAG,
                    ARTIFACT,
                    List.of(context.plan().experiment())));
    Path folder =
        found.isPresent()
            ? found.get()
            : context
                .store()
                .obtain(
                    Kind.Dataset,
                    plan.digest(),
                    partial -> collect(plan).save(partial.resolve(FILE)));
    return new Stored(TrajectoryDataset.load(folder.resolve(FILE)), folder);
  }

  private TrajectoryDataset collect(DatasetPlan plan) {
    DemonstrationRequest request =
        new DemonstrationRequest(
            plan.suite().name(),
            plan.tasks(),
            plan.scripted().perTask(),
            plan.scripted().seed(),
            plan.scripted().noise(),
            true,
            0,
            MAX_STEPS,
            plan.scripted().goals().benchmark());
    return new TrajectoryDataset(
        new ScriptedEpisodes(context, Phase.Collect)
            .collect(request).stream().map(Demonstrations::trajectory).toList());
  }

  private static Trajectory trajectory(Demonstration demonstration) {
    return new Trajectory(
        demonstration.task(),
        demonstration.episode(),
        demonstration.observations(),
        demonstration.actions(),
        demonstration.length());
  }
}
