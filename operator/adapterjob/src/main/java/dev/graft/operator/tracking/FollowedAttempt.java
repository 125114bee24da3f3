package dev.graft.operator.tracking;

import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An attempt of an AdapterJob that has a parent run on a tracking server.
 *
 * @param job the AdapterJob, told when there is news
 * @param server where its records are
 * @param experiment the server's name for a place for runs
 * @param key of the parent run
 * @param specDigest of what the attempt computes
 * @param runs the number of its adapter runs
 * @param start when it began
 * @param end how it has ended; empty: it goes on
 * @param record what its parent run tells besides
 */
public record FollowedAttempt(
    ResourceID job,
    URI server,
    String experiment,
    RunKey key,
    String specDigest,
    int runs,
    Instant start,
    Optional<RunStatus> end,
    AttemptRecord record) {

  FollowedAttempt endedAs(RunStatus status) {
    return new FollowedAttempt(
        job, server, experiment, key, specDigest, runs, start, Optional.of(status), record);
  }

  /** Its parent run, which trainers nest theirs in. */
  RunSpec parentRun() {
    return new RunSpec(
        experiment,
        key,
        job.getName(),
        Optional.empty(),
        "graft-operator",
        "AdapterJob `%s`: %d adapter runs on one backbone.".formatted(job.getName(), runs),
        Map.of("graft.job", job.getName(), "graft.specDigest", specDigest),
        start);
  }
}
