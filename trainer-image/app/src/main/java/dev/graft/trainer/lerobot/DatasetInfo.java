package dev.graft.trainer.lerobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code meta/info.json}: what a dataset holds, and where.
 *
 * @param codebaseVersion of the format
 * @param features of a frame, by name
 * @param splits ranges of episodes, such as {@code 0:10}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DatasetInfo(
    @JsonProperty("codebase_version") @Nullable String codebaseVersion,
    @JsonProperty("robot_type") @Nullable String robotType,
    @JsonProperty("total_episodes") int totalEpisodes,
    @JsonProperty("total_frames") long totalFrames,
    @JsonProperty("total_tasks") int totalTasks,
    @JsonProperty("chunks_size") int chunksSize,
    @JsonProperty("data_files_size_in_mb") int dataFilesSizeInMb,
    @JsonProperty("video_files_size_in_mb") int videoFilesSizeInMb,
    double fps,
    @Nullable Map<String, String> splits,
    @JsonProperty("data_path") @Nullable String dataPath,
    @JsonProperty("video_path") @Nullable String videoPath,
    @Nullable Map<String, Feature> features) {
  static final String FILE = "meta/info.json";
  static final String TASKS = "meta/tasks.parquet";
  static final String DATA = "data";
  static final String VERSION = "v3.0";

  /**
   * One feature.
   *
   * @param dtype of its numbers, such as {@code float32}
   * @param shape of its value in a frame
   * @param names of its numbers, in whatever form the writer gave them
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Feature(String dtype, List<Integer> shape, @Nullable Object names) {
    Feature {
      shape = List.copyOf(shape);
    }
  }
}
