package dev.graft.trainer.demonstration;

import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.tensor.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder of demonstrations: {@code demonstrations.safetensors}, which is learned from, and {@code
 * episodes.json}, an {@link EpisodeLog}, where more is known of them.
 *
 * @param folder that holds them
 */
public record DemonstrationFiles(Path folder) {
  private Path trajectories() {
    return folder.resolve("demonstrations.safetensors");
  }

  private Path log() {
    return folder.resolve("episodes.json");
  }

  /** Writes both files. */
  public void save(TrajectoryDataset dataset, EpisodeLog log) throws IOException {
    save(dataset);
    JsonFile.write(log(), log);
  }

  /** Writes demonstrations of which no more is known. */
  public void save(TrajectoryDataset dataset) throws IOException {
    dataset.save(trajectories());
  }

  /**
   * Reads the demonstrations.
   *
   * @throws IOException when the file is absent, cut short or damaged
   */
  public TrajectoryDataset load() throws IOException {
    return TrajectoryDataset.load(trajectories());
  }

  /**
   * What else is known of them; empty where the folder has no such file.
   *
   * @throws IOException when it is damaged
   */
  public Optional<EpisodeLog> loadLog() throws IOException {
    return Files.exists(log())
        ? Optional.of(JsonFile.read(log(), EpisodeLog.class))
        : Optional.empty();
  }
}
