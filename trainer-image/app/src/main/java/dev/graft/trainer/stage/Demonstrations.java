package dev.graft.trainer.stage;

import dev.graft.api.Demonstrations.Scripted;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.plan.DatasetFiles;
import dev.graft.plan.DatasetPlan;
import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.demonstration.DemonstrationFiles;
import dev.graft.trainer.demonstration.EpisodeLog;
import dev.graft.trainer.demonstration.RecordedDemonstrations;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds a dataset by its digest, in the store or on the tracking server; or collects it, or reads a
 * person's own.
 */
final class Demonstrations {
  /** Tag of a run that holds a dataset among its artifacts. */
  static final String TAG = "graft.datasetDigest";

  /** Folder of the dataset among the artifacts. */
  static final String ARTIFACT = "dataset";

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
                    List.of(context.plan().experiment()),
                    context.reuse()));
    Path folder =
        found.isPresent()
            ? found.get()
            : context
                .store()
                .obtain(
                    Kind.Dataset,
                    plan.digest(),
                    partial -> make(plan, new DemonstrationFiles(partial)));
    return new Stored(new DemonstrationFiles(folder).load(), folder);
  }

  private void make(DatasetPlan plan, DemonstrationFiles files) throws IOException {
    DatasetFiles recorded = plan.files();
    if (recorded == null) {
      collect(plan, Objects.requireNonNull(plan.scripted()), files);
    } else {
      files.save(read(plan, recorded));
    }
  }

  /** Those of the plan's tasks, out of the very demonstrations that it was made for. */
  private static TrajectoryDataset read(DatasetPlan plan, DatasetFiles files) throws IOException {
    TrajectoryDataset all =
        new RecordedDemonstrations(
                plan.suite(),
                files.format(),
                Path.of(files.path()),
                files.stateFeature(),
                files.actionFeature())
            .read();
    if (!all.digest().equals(files.digest())) {
      throw new IllegalArgumentException(
          "demonstrations.dataset: the demonstrations in %s have digest %s, but the job was planned for %s: put those back, or start the job anew for these"
              .formatted(files.path(), all.digest(), files.digest()));
    }
    return all.only(plan.tasks());
  }

  private void collect(DatasetPlan plan, Scripted scripted, DemonstrationFiles files)
      throws IOException {
    DemonstrationRequest request =
        new DemonstrationRequest(
            plan.suite().name(),
            plan.tasks(),
            scripted.perTask(),
            scripted.seed(),
            scripted.noise(),
            true,
            0,
            MAX_STEPS,
            scripted.goals().benchmark());
    List<Demonstration> episodes = new ScriptedEpisodes(context, Phase.Collect).collect(request);
    files.save(
        new TrajectoryDataset(episodes.stream().map(Demonstrations::trajectory).toList()),
        EpisodeLog.of(episodes.stream().map(Demonstrations::logged).toList()));
  }

  private static Trajectory trajectory(Demonstration demonstration) {
    return new Trajectory(
        demonstration.task(),
        demonstration.episode(),
        demonstration.observations(),
        demonstration.actions(),
        demonstration.length());
  }

  private static EpisodeLog.Episode logged(Demonstration demonstration) {
    Goal goal = demonstration.goal();
    return new EpisodeLog.Episode(
        demonstration.task(),
        demonstration.episode(),
        new EpisodeLog.Goal(goal.seed(), goal.index(), goal.benchmark()),
        demonstration.rewards(),
        demonstration.success());
  }
}
