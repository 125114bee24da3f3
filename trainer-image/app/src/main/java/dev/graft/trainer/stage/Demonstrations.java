package dev.graft.trainer.stage;

import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.plan.DatasetPlan;
import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.demonstration.DemonstrationFiles;
import dev.graft.trainer.demonstration.EpisodeLog;
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
                    partial -> collect(plan, new DemonstrationFiles(partial)));
    return new Stored(new DemonstrationFiles(folder).load(), folder);
  }

  private void collect(DatasetPlan plan, DemonstrationFiles files) throws IOException {
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
