package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * When a cluster gives up. Pods that leave a checkpoint when they are told to go, are evicted or
 * preempted, count as no failure.
 *
 * @param retriesPerRun tries after the first failed one, of each run and of the backbone
 * @param activeDeadlineSeconds for the backbone's Job and for that of the runs, each while it is
 *     not suspended; absent: none
 * @param noProgressDeadlineSeconds for a trainer in whose work nothing advances, which is then a
 *     failed try; absent: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailurePolicy(
    @JsonPropertyDescription(
            "Tries after the first failed one, of each run and of the backbone; pods that are evicted or"
                + " leave a checkpoint are no failures.")
        @Default("3")
        @Min(0)
        @Max(100)
        int retriesPerRun,
    @JsonPropertyDescription(
            "Seconds that the backbone's Job, and that of the runs, may be active; absent: no limit.")
        @Min(1)
        @Max(31_536_000)
        @Nullable Long activeDeadlineSeconds,
    @JsonPropertyDescription(
            "Seconds without any progress after which a trainer is ended and its try has failed; absent:"
                + " no limit.")
        @Min(1)
        @Max(31_536_000)
        @Nullable Long noProgressDeadlineSeconds) {
  /** What holds where nothing is said, also in manifests of before there was a choice. */
  static final FailurePolicy DEFAULT = new FailurePolicy(3, null, null);
}
