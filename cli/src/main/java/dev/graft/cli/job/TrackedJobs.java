package dev.graft.cli.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.cli.CommandFailure;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.mlflow.ArtifactStore.Artifact;
import dev.graft.trainer.mlflow.RecordedRuns;
import dev.graft.trainer.mlflow.RecordedRuns.Recorded;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.StageResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Jobs and runs that are recorded on a tracking server, wherever they ran. */
public final class TrackedJobs {
  private static final Pattern RUN_ID = Pattern.compile("[0-9a-f]{32}");

  private final RecordedRuns runs;

  /** Those that a server has. */
  public TrackedJobs(RecordedRuns runs) {
    this.runs = runs;
  }

  /** Whether a name has the form of a run's identifier. */
  public static boolean isRunId(String name) {
    return RUN_ID.matcher(name).matches();
  }

  /**
   * The results of a job's own run, or of a single run that is nested in it, under the run's name
   * and the beginning of its identifier.
   *
   * @throws CommandFailure when the run has none
   * @throws dev.graft.trainer.mlflow.TrackingException when there is no such run
   * @throws IOException when an answer cannot be read
   */
  public FinishedJob read(String runId) throws IOException {
    Recorded run = runs.get(runId);
    List<Recorded> candidates = new ArrayList<>(List.of(run));
    candidates.addAll(runs.nestedIn(run.run()));
    List<AdapterRunResult> results = new ArrayList<>();
    for (Recorded candidate : candidates) {
      if (hasResult(candidate)) {
        results.add(result(candidate));
      }
    }
    if (results.isEmpty()) {
      throw CommandFailure.usage(
          "run %s (%s) has no result of an adapter: give the run of a finished job, or of one of its adapters"
              .formatted(runId, run.name()));
    }
    return new FinishedJob(run.name() + "@" + runId.substring(0, 8), results);
  }

  private boolean hasResult(Recorded run) {
    return runs.artifacts().list(run.run(), "").stream()
        .map(Artifact::name)
        .anyMatch(StageResult.FILE::equals);
  }

  private AdapterRunResult result(Recorded run) throws IOException {
    byte[] content = runs.artifacts().get(run.run(), StageResult.FILE);
    try {
      return JsonFile.parse(content, AdapterRunResult.class);
    } catch (JsonProcessingException e) {
      throw CommandFailure.usage(
          "run %s (%s) was recorded by another version of Graft (%s): run it again"
              .formatted(run.run().runId(), run.name(), e.getOriginalMessage()));
    }
  }
}
