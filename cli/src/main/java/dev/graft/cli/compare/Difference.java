package dev.graft.cli.compare;

import dev.graft.api.ContextWindow;
import dev.graft.cli.job.FinishedJob;
import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.GoalList;
import dev.graft.trainer.result.AdapterRunResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * In what finished jobs may differ besides their methods, and then are not compared unless told.
 */
public enum Difference {
  /** The benchmark. */
  suite("spec.suite", run -> run.provenance().suite()),
  /** Versions of the simulator and its engine. */
  simulator("the simulator's version", run -> run.provenance().simulator()),
  /** The demonstrations, of pretraining or of the task. */
  data(
      "the digests of the demonstrations (spec.demonstrations and spec.backbone.pretrain.tasks)",
      run ->
          "pretraining %s, %s %s"
              .formatted(
                  brief(run.provenance().backboneData()),
                  run.task(),
                  brief(run.provenance().data()))),
  /** The list of goals, or the episodes' length. */
  evaluation("spec.evaluation", Difference::goals);

  private static final int DIGEST_CHARACTERS = 12;

  private final String field;
  private final Function<AdapterRunResult, String> value;

  Difference(String field, Function<AdapterRunResult, String> value) {
    this.field = field;
    this.value = value;
  }

  /** A difference that was found. */
  record Found(Difference difference, String message) {}

  /** Those between two jobs of the same tasks and seeds. */
  static List<Found> between(FinishedJob first, FinishedJob second) {
    return List.of(values()).stream()
        .filter(difference -> !difference.values(first).equals(difference.values(second)))
        .map(difference -> new Found(difference, difference.message(first, second)))
        .toList();
  }

  private Set<String> values(FinishedJob job) {
    return job.runs().stream().map(value).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private String message(FinishedJob first, FinishedJob second) {
    Set<String> onlyFirst = values(first);
    onlyFirst.removeAll(values(second));
    Set<String> onlySecond = values(second);
    onlySecond.removeAll(values(first));
    return "%s: %s has %s, %s has %s"
        .formatted(field, first.name(), any(onlyFirst), second.name(), any(onlySecond));
  }

  private static String any(Set<String> values) {
    return values.isEmpty() ? "none of its own" : values.iterator().next();
  }

  private static String brief(String digest) {
    return digest.substring(0, Math.min(DIGEST_CHARACTERS, digest.length()));
  }

  private static String goals(AdapterRunResult run) {
    List<EpisodeOutcome> episodes = run.evaluation().episodes();
    EpisodeOutcome first = episodes.getFirst();
    return String.format(
        Locale.ROOT,
        "%d goals from number %d of seed %d%s, at most %d steps%s",
        episodes.size(),
        first.goal().index(),
        GoalList.seedOf(first.goal()),
        first.goal().benchmark().isEmpty() ? "" : " of " + first.goal().benchmark(),
        run.provenance().maxEpisodeSteps(),
        run.provenance().contextWindow() == ContextWindow.Sliding ? "" : ", context blockwise");
  }
}
