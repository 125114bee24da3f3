package dev.graft.cli.report;

import dev.graft.cli.compare.Comparison;
import dev.graft.cli.job.FinishedJob;
import dev.graft.trainer.result.BackboneResult;
import java.util.List;
import java.util.Optional;

/**
 * What a page says of a job.
 *
 * @param job with its results, at least one
 * @param manifest of the job as YAML, with its defaults
 * @param backbone the result of pretraining
 * @param comparison of the job, alone or with others
 * @param films of episodes
 */
record ReportData(
    FinishedJob job,
    String manifest,
    Optional<BackboneResult> backbone,
    Comparison comparison,
    List<Film> films) {
  /** Copies the list. */
  ReportData {
    films = List.copyOf(films);
  }

  /**
   * An episode.
   *
   * @param task shown
   * @param seed of the run
   * @param ending of the episode
   * @param gif the film
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Film(String task, long seed, Ending ending, byte[] gif) {}

  /** How an episode ended. */
  enum Ending {
    /** The task was solved. */
    SOLVED("solved"),
    /** It was not. */
    FAILED("not solved");

    private final String words;

    Ending(String words) {
      this.words = words;
    }

    /** In words. */
    String words() {
      return words;
    }
  }
}
