package dev.graft.trainer.mlflow;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A run to be there.
 *
 * @param experiment name of its experiment, which is made when there is none
 * @param key makes it the only one
 * @param name shown to people
 * @param parent key of the run that it is nested in as soon as that one is there
 * @param source what made it, such as {@code graft-trainer 0.1.0}
 * @param note Markdown shown on the run's page
 * @param tags more tags
 * @param start when it began, which may be before the server hears of it
 */
public record RunSpec(
    String experiment,
    RunKey key,
    String name,
    Optional<RunKey> parent,
    String source,
    String note,
    Map<String, String> tags,
    Instant start) {
  /** Copies the tags. */
  public RunSpec {
    tags = Map.copyOf(tags);
  }

  /** All tags, those that MLflow's own pages understand included. */
  Map<String, String> allTags(Optional<TrackedRun> parentRun) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.put(RunKey.TAG, key.value());
    all.put("mlflow.runName", name);
    all.put("mlflow.source.name", source);
    all.put("mlflow.source.type", "JOB");
    all.put("mlflow.note.content", note);
    parentRun.ifPresent(run -> all.put(RunTree.PARENT_TAG, run.runId()));
    return all;
  }
}
