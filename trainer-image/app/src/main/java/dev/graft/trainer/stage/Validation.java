package dev.graft.trainer.stage;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.policy.Backbone;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which epoch was the best, and its adapter, kept beside the checkpoints: wherever a killed
 * training goes on, the best adapter of the epochs before is there.
 *
 * <pre>
 * checkpoints/journal-120.json   names the validations up to step 120
 * checkpoints/best/3.0/          the adapter after epoch 3, the best of them
 * </pre>
 */
final class Validation {
  private static final String BEST = "best";

  private final Path checkpoints;

  /** Beside the checkpoints of a training. */
  Validation(Path checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** The one with the most successes; of equal ones the last, which was trained longest. */
  static EpochEvaluation best(List<EpochEvaluation> validations) {
    return validations.stream()
        .max(
            Comparator.<EpochEvaluation>comparingInt(
                    validation -> validation.evaluation().successRate().successes())
                .thenComparing(EpochEvaluation::epoch))
        .orElseThrow();
  }

  /**
   * Keeps an adapter if its validation is the best so far.
   *
   * @param validations all so far, the adapter's own the last
   */
  void keep(Adapter adapter, List<EpochEvaluation> validations) throws IOException {
    EpochEvaluation own = validations.getLast();
    if (best(validations).equals(own)) {
      adapter.save(Files.createDirectories(folder(own)));
      prune(own);
    }
  }

  /** The adapter that was kept after an epoch. */
  Adapter adapter(EpochEvaluation validation, Backbone backbone) throws IOException {
    return Adapter.load(folder(validation), backbone);
  }

  private Path folder(EpochEvaluation validation) {
    return checkpoints.resolve(BEST).resolve(String.valueOf(validation.epoch()));
  }

  /** An earlier best one is needed as long as training may go on from before this one. */
  private void prune(EpochEvaluation newest) throws IOException {
    Set<Path> needed =
        StageJournal.all(checkpoints).stream()
            .map(StageJournal::evaluations)
            .filter(validations -> !validations.isEmpty())
            .map(validations -> folder(best(validations)))
            .collect(Collectors.toSet());
    needed.add(folder(newest));
    try (Stream<Path> folders = Files.list(checkpoints.resolve(BEST))) {
      for (Path folder : folders.filter(kept -> !needed.contains(kept)).toList()) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
