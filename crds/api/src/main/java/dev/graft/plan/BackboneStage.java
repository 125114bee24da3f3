package dev.graft.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.api.Architecture;
import dev.graft.api.GoalVisibility;
import dev.graft.api.PretrainTraining;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pretraining of the backbone.
 *
 * @param digest of what determines the backbone
 * @param dataset the demonstrations it learns from
 * @param architecture the policy network
 * @param seed draws initialisation, order and dropout
 * @param goal whether the goal is seen in pretraining
 * @param training the optimisation
 * @param threads CPU threads
 * @param from the job that pretrains it; absent: this one
 * @param registerAs the registered model that gets it as a version; absent: none
 */
public record BackboneStage(
    String digest,
    DatasetPlan dataset,
    Architecture architecture,
    long seed,
    GoalVisibility goal,
    PretrainTraining training,
    int threads,
    @Nullable JobOrigin from,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String registerAs) {
  /** The stage's name among the stages of a job; those of the runs are {@link AdapterRun#name}. */
  public static final String NAME = "backbone";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  /** The same stage, on other threads. */
  public BackboneStage withThreads(int count) {
    return new BackboneStage(
        digest, dataset, architecture, seed, goal, training, count, from, registerAs);
  }

  /** The same stage, of another job; one that it had borrowed itself stays its maker's. */
  public BackboneStage madeBy(JobOrigin maker) {
    return from != null
        ? this
        : new BackboneStage(
            digest, dataset, architecture, seed, goal, training, threads, maker, null);
  }

  /** As JSON, for jobs that come by the backbone without the job that made it. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stage that is not JSON", e);
    }
  }

  /** What {@link #json} wrote of another job's stage; empty for anything else. */
  static Optional<BackboneStage> parse(String json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, BackboneStage.class))
          .filter(BackboneStage::isWhole);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Whoever may write to the registry wrote it, and digests become names of folders. */
  private boolean isWhole() {
    return Stream.of(dataset, architecture, goal, training).allMatch(Objects::nonNull)
        && from != null
        && Stream.of(from.job(), from.experiment()).allMatch(Objects::nonNull)
        && Stream.of(digest, dataset.digest())
            .allMatch(text -> text != null && DIGEST.matcher(text).matches());
  }
}
