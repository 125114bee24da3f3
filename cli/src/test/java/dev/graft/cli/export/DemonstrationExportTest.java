package dev.graft.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.trainer.demonstration.DemonstrationFiles;
import dev.graft.trainer.demonstration.EpisodeLog;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemonstrationExportTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final String UNLOGGED = "f".repeat(64);
  private static final TrajectoryDataset DATASET =
      new TrajectoryDataset(
          List.of(
              new Trajectory("reach-v3", 0, new float[2 * 39], new float[2 * 4], 2),
              new Trajectory("reach-v3", 1, new float[3 * 39], new float[3 * 4], 3)));

  @TempDir private Path cache;
  private Installation installation;

  @BeforeEach
  void store() throws IOException {
    installation = new Installation(cache, cache);
    ContentStore store = new ContentStore(installation.store());
    store.obtain(
        Kind.Dataset, DIGEST, folder -> new DemonstrationFiles(folder).save(DATASET, log()));
    store.obtain(Kind.Dataset, UNLOGGED, folder -> new DemonstrationFiles(folder).save(DATASET));
  }

  private static EpisodeLog log() {
    return EpisodeLog.of(List.of(episode(0, 2), episode(1, 3)));
  }

  private static EpisodeLog.Episode episode(int number, int length) {
    return new EpisodeLog.Episode(
        "reach-v3", number, new EpisodeLog.Goal(0, number, ""), new float[length], true);
  }

  @Test
  void writesACollectedDatasetAndSaysWhatItIs() throws IOException {
    Path place = cache.resolve("export");

    DemonstrationExport.Written written = export(DIGEST, place);

    assertThat(written.episodes()).isEqualTo(2);
    assertThat(written.frames()).isEqualTo(5);
    assertThat(written.tasks()).containsExactly("reach-v3");
    assertThat(written.digest()).isEqualTo(DATASET.digest());
    assertThat(features(place)).contains("observation.state", "action", "next.reward");
  }

  @Test
  void leavesOutRewardsThatAreNotKnown() throws IOException {
    Path place = cache.resolve("export");

    export(UNLOGGED, place);

    assertThat(features(place)).contains("action").doesNotContain("next.reward", "next.success");
  }

  @Test
  void saysThatThereIsNoSuchDatasetOrJob() {
    assertThatThrownBy(() -> ExportSource.find("a".repeat(64), installation))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("a".repeat(64))
        .hasMessageContaining("give the job");
    assertThatThrownBy(() -> ExportSource.find("missing/run", installation))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no finished job 'missing/run'");
  }

  private DemonstrationExport.Written export(String digest, Path place) throws IOException {
    ExportSource source = ExportSource.find(digest, installation);
    return ExportFolder.at(place)
        .write(partial -> DemonstrationExport.write(source, partial, place));
  }

  private static List<String> features(Path folder) throws IOException {
    JsonNode info = new ObjectMapper().readTree(folder.resolve("meta/info.json").toFile());
    return info.path("features").propertyStream().map(java.util.Map.Entry::getKey).toList();
  }
}
