package dev.graft.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.api.Demonstrations;
import dev.graft.api.Suite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Demonstrations to be collected, or to be read; exactly one of {@code scripted} and {@code files}.
 *
 * @param digest of the other components, but for where the files are
 * @param suite the benchmark
 * @param tasks task names, sorted
 * @param scripted how many, with what noise and seed
 * @param files a person's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatasetPlan(
    String digest,
    Suite suite,
    List<String> tasks,
    Demonstrations.@Nullable Scripted scripted,
    @Nullable DatasetFiles files) {
  /** Copies the tasks; refuses two sources, and none. */
  public DatasetPlan {
    tasks = List.copyOf(tasks);
    if ((scripted == null) == (files == null)) {
      throw new IllegalArgumentException(
          "dataset %s needs exactly one of scripted and files".formatted(digest));
    }
  }
}
