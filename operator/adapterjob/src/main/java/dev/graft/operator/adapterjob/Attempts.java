package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.AttemptStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attempts of an AdapterJob: a change of what determines its results begins a new one. */
final class Attempts {
  private Attempts() {}

  /** The number of the attempt of this digest. */
  static int number(@Nullable AdapterJobStatus last, String specDigest) {
    if (last == null || last.attempt() == null) {
      return 1;
    }
    return specDigest.equals(last.specDigest()) ? last.attempt() : last.attempt() + 1;
  }

  /** Those before the attempt of this digest, the latest first. */
  static List<AttemptStatus> before(@Nullable AdapterJobStatus last, String specDigest) {
    if (last == null || last.attempt() == null || specDigest.equals(last.specDigest())) {
      return last == null ? List.of() : last.earlierAttempts();
    }
    return Stream.concat(Stream.of(summary(last)), last.earlierAttempts().stream())
        .limit(AdapterJobStatus.EARLIER_ATTEMPTS)
        .toList();
  }

  private static AttemptStatus summary(AdapterJobStatus replaced) {
    return new AttemptStatus(
        Objects.requireNonNull(replaced.attempt()),
        Objects.requireNonNullElse(replaced.specDigest(), ""),
        replaced.phase(),
        replaced.startTime(),
        replaced.completionTime(),
        replaced.method(),
        replaced.runsSummary(),
        Optional.ofNullable(replaced.evaluation())
            .map(AdapterJobStatus.EvaluationStatus::successRate)
            .orElse(null),
        Optional.ofNullable(replaced.mlflow())
            .map(AdapterJobStatus.MlflowStatus::runId)
            .orElse(null));
  }
}
