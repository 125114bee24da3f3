package dev.graft.cli.export;

import dev.graft.api.Suite;
import dev.graft.cli.CommandFailure;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.DatasetPlan;
import dev.graft.plan.Plan;
import dev.graft.trainer.demonstration.DemonstrationFiles;
import dev.graft.trainer.demonstration.EpisodeLog;
import dev.graft.trainer.lerobot.LeRobotWriter;
import dev.graft.trainer.lerobot.Robot;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes demonstrations, of one collection or of all that a job has used, as a LeRobotDataset. */
final class DemonstrationExport {
  private DemonstrationExport() {}

  /**
   * What was written.
   *
   * @param format of the dataset
   * @param folder that it is in
   * @param episodes number of demonstrations
   * @param frames their steps
   * @param tasks their tasks
   * @param digest of the content: the same demonstrations have the same
   */
  record Written(
      String format, String folder, int episodes, long frames, List<String> tasks, String digest) {}

  /** Writes the demonstrations of a source into a folder, which is then moved to its place. */
  static Written write(ExportSource source, Path folder, Path place) throws IOException {
    List<Path> folders =
        switch (source) {
          case ExportSource.Demonstrations(String digest, Path one) -> List.of(one);
          case ExportSource.Job job -> stored(job);
        };
    TrajectoryDataset dataset = dataset(folders);
    LeRobotWriter.write(folder, dataset, log(folders, dataset), Robot.of(Suite.MetaWorld));
    return new Written(
        "LeRobotDataset v3.0",
        place.toString(),
        dataset.trajectories().size(),
        dataset.steps(),
        dataset.tasks(),
        dataset.digest());
  }

  private static List<Path> stored(ExportSource.Job source) throws IOException {
    ContentStore store = new ContentStore(source.job().store());
    Map<String, Path> folders = new LinkedHashMap<>();
    for (DatasetPlan dataset : datasets(source)) {
      Optional<Path> folder = store.find(Kind.Dataset, dataset.digest());
      if (folder.isEmpty()) {
        throw CommandFailure.usage(
            "the demonstrations %s of job '%s' (%s) are no longer in %s: run it again with graft run --fresh"
                .formatted(
                    dataset.digest(),
                    source.job().plan().job(),
                    String.join(", ", dataset.tasks()),
                    source.job().store()));
      }
      folders.put(dataset.digest(), folder.get());
    }
    return List.copyOf(folders.values());
  }

  /** Those of the runs; of a whole job those of its pretraining too, unless that was another's. */
  private static List<DatasetPlan> datasets(ExportSource.Job source) {
    Plan plan = source.job().plan();
    List<DatasetPlan> datasets = new ArrayList<>();
    if (plan.backbone().from() == null && source.runs().equals(plan.runs())) {
      datasets.add(plan.backbone().dataset());
    }
    source.runs().stream().map(AdapterRun::dataset).forEach(datasets::add);
    return datasets;
  }

  /** A task that is in several has the same episodes in each, up to their number. */
  private static TrajectoryDataset dataset(List<Path> folders) throws IOException {
    Map<EpisodeLog.Name, Trajectory> trajectories = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (Trajectory t : new DemonstrationFiles(folder).load().trajectories()) {
        trajectories.putIfAbsent(EpisodeLog.Name.of(t), t);
      }
    }
    return new TrajectoryDataset(List.copyOf(trajectories.values()));
  }

  /** Empty unless it tells of every episode: a column is there for all of them, or for none. */
  private static Optional<EpisodeLog> log(List<Path> folders, TrajectoryDataset dataset)
      throws IOException {
    List<EpisodeLog.Episode> episodes = new ArrayList<>();
    for (Path folder : folders) {
      new DemonstrationFiles(folder).loadLog().ifPresent(log -> episodes.addAll(log.episodes()));
    }
    EpisodeLog log = EpisodeLog.of(episodes);
    Set<EpisodeLog.Name> known = log.byName().keySet();
    boolean complete =
        dataset.trajectories().stream().map(EpisodeLog.Name::of).allMatch(known::contains);
    return complete ? Optional.of(log) : Optional.empty();
  }
}
