package dev.graft.operator.adapterjob;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.api.SuccessCount;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer's container left as its termination message: the core of a result, or why there is
 * none. Which members there are depends on the stage and on how it ended.
 *
 * @param end how it ended, such as {@code Done}
 * @param message why there is no result
 * @param runId its MLflow run; absent until the server has answered
 * @param parameters of the backbone, or of the adapter
 * @param successes of the evaluation's episodes
 * @param episodes of the evaluation
 * @param lastStepSuccesses episodes solved at their last step; absent where they end at their
 *     success
 * @param percentOfBackbone the adapter's parameters among the backbone's
 * @param bytes of the adapter's file
 */
@JsonIgnoreProperties(ignoreUnknown = true) // a newer trainer may say more
record LastWords(
    @Nullable String end,
    @Nullable String message,
    @Nullable String runId,
    @Nullable Long parameters,
    @Nullable Integer successes,
    @Nullable Integer episodes,
    @Nullable Integer lastStepSuccesses,
    @Nullable Double percentOfBackbone,
    @Nullable Long bytes) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String DONE = "Done";
  private static final String OUT_OF_MEMORY =
      "a trainer was killed for lack of memory (OOMKilled): raise its limit in spec.trainer";

  /** The words of the trainers that ended with a result. */
  static Stream<LastWords> results(Stream<Pod> pods) {
    return pods.flatMap(LastWords::of).filter(words -> DONE.equals(words.end()));
  }

  /** Why the trainers that failed did, in their own words where they had any, the latest first. */
  static Stream<String> failures(Stream<Pod> pods) {
    return pods.filter(Pods::failed)
        .sorted(Comparator.comparing(Pods::finishedAt).reversed())
        .flatMap(pod -> failure(pod).stream());
  }

  /** Why a trainer failed; empty while nothing tells. */
  static Optional<String> failure(Pod pod) {
    return of(pod)
        .map(LastWords::message)
        .filter(message -> message != null && !message.isBlank())
        .findFirst()
        .or(() -> Pods.disruption(pod))
        .or(() -> Pods.terminated(pod).map(LastWords::killed).findFirst());
  }

  /** Who is killed has no words. */
  private static String killed(ContainerStateTerminated end) {
    return "OOMKilled".equals(end.getReason())
        ? OUT_OF_MEMORY
        : "a trainer ended with exit code %d and without a word".formatted(end.getExitCode());
  }

  /** Successes among the episodes at any step; empty for a backbone. */
  Optional<SuccessCount> success() {
    return count(successes);
  }

  /** Successes at the last step. */
  Optional<SuccessCount> lastStep() {
    return count(lastStepSuccesses);
  }

  private Optional<SuccessCount> count(@Nullable Integer count) {
    return count == null || episodes == null
        ? Optional.empty()
        : Optional.of(new SuccessCount(count, episodes));
  }

  private static Stream<LastWords> of(Pod pod) {
    return Pods.terminated(pod).map(ContainerStateTerminated::getMessage).flatMap(LastWords::parse);
  }

  /** Nothing when it is not JSON, such as the end of the log of a process that was killed. */
  private static Stream<LastWords> parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Stream.empty();
    }
    try {
      return Stream.ofNullable(JSON.readValue(text, LastWords.class));
    } catch (JsonProcessingException e) {
      return Stream.empty();
    }
  }
}
