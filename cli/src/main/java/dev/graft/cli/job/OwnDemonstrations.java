package dev.graft.cli.job;

import dev.graft.api.AdapterJobSpec;
import dev.graft.api.Demonstrations;
import dev.graft.cli.CommandFailure;
import dev.graft.crd.AdapterJob;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.plan.References;
import dev.graft.plan.ResolvedDataset;
import dev.graft.plan.ResolvedInputs;
import dev.graft.trainer.demonstration.RecordedDemonstrations;
import dev.graft.trainer.lerobot.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A person's own demonstrations, looked at before a job is planned. */
public final class OwnDemonstrations {
  private static final String DATASET = "spec.demonstrations.dataset";

  private OwnDemonstrations() {}

  /**
   * What a spec's dataset holds; empty when it names none, or when one that is pinned by its digest
   * is not on this machine: then it is looked for by that.
   *
   * @throws CommandFailure when it cannot be learned from
   */
  static Optional<ResolvedDataset> find(AdapterJobSpec spec) throws IOException {
    Demonstrations.Dataset dataset = References.of(spec).dataset();
    if (dataset == null) {
      return Optional.empty();
    }
    Path folder = Path.of(dataset.path()).toAbsolutePath().normalize();
    if (dataset.digest() != null && !Files.exists(folder)) {
      return Optional.empty();
    }
    try {
      TrajectoryDataset found =
          new RecordedDemonstrations(
                  spec.suite(),
                  dataset.format(),
                  folder,
                  dataset.stateFeature(),
                  dataset.actionFeature())
              .read();
      return Optional.of(new ResolvedDataset(folder.toString(), found.digest(), episodes(found)));
    } catch (DatasetException e) {
      throw CommandFailure.usage(DATASET + ".path: " + e.getMessage());
    }
  }

  /**
   * Refuses a dataset that pods could not reach.
   *
   * @throws CommandFailure that names the field
   */
  static void requireVolume(AdapterJob job) {
    Demonstrations.Dataset dataset = References.of(job.getSpec()).dataset();
    if (dataset != null && dataset.claimName() == null) {
      throw CommandFailure.usage(
          "%s: %s.claimName: is needed in a cluster; give the PersistentVolumeClaim that has the dataset"
              .formatted(job.getMetadata().getName(), DATASET));
    }
  }

  private static SortedMap<String, Integer> episodes(TrajectoryDataset dataset) {
    SortedMap<String, Integer> episodes = new TreeMap<>();
    for (Trajectory trajectory : dataset.trajectories()) {
      episodes.merge(trajectory.task(), 1, Integer::sum);
    }
    return episodes;
  }

  /** Writes what was found into the spec: later it is known what the job was run with. */
  public static void pin(AdapterJob job, ResolvedInputs inputs) {
    Demonstrations.Dataset dataset = References.of(job.getSpec()).dataset();
    ResolvedDataset found = inputs.dataset();
    if (dataset != null && found != null) {
      job.setSpec(job.getSpec().with(Demonstrations.of(dataset.pinnedTo(found.digest()))));
    }
  }
}
