package dev.graft.trainer.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A run to be there.
 *
 * @param experimentId its experiment
 * @param key makes it the only one
 * @param name shown to people
 * @param parent the run it is nested in
 * @param source what made it, such as {@code graft-trainer 0.1.0}
 * @param note Markdown shown on the run's page
 * @param tags more tags
 */
public record RunSpec(
    String experimentId,
    RunKey key,
    String name,
    Optional<TrackedRun> parent,
    String source,
    String note,
    Map<String, String> tags) {
  /** Copies the tags. */
  public RunSpec {
    tags = Map.copyOf(tags);
  }

  /** All tags, those that MLflow's own pages understand included. */
  Map<String, String> allTags() {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.put(RunKey.TAG, key.value());
    all.put("mlflow.runName", name);
    all.put("mlflow.source.name", source);
    all.put("mlflow.source.type", "JOB");
    all.put("mlflow.note.content", note);
    parent.ifPresent(run -> all.put("mlflow.parentRunId", run.runId()));
    return all;
  }
}
