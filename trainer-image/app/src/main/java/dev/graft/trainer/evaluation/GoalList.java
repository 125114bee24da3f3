package dev.graft.trainer.evaluation;

import dev.graft.api.Evaluation;
import dev.graft.simulator.client.Goal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The goals that every policy is evaluated on, and those by which the best epoch is chosen.
 *
 * <pre>
 * demonstrations   seed  s           0 to 2^31 - 1
 * evaluation       sequence -1 - s          -2^31 to -1
 * validation       sequence -1 - s - 2^31   below
 * </pre>
 *
 * <p>No two of them share a sequence, whatever seeds a person chooses.
 */
public final class GoalList {
  private static final long FIRST_VALIDATION = -1 - (1L << 31);

  private GoalList() {}

  /**
   * The goals of an evaluation.
   *
   * <p>Graft's own: demonstrations draw theirs from the sequences of non-negative seeds. An
   * evaluation's seed {@code s} names the sequence {@code -1 - s}, so that no goal of an evaluation
   * was demonstrated, whatever seeds a person chooses.
   *
   * <p>A benchmark's: the seed is the benchmark's own, so that goals are those of Python's {@code
   * metaworld.ML45(seed=s)}; whether they were demonstrated is what a person chooses.
   */
  public static List<Goal> of(Evaluation evaluation) {
    String benchmark = evaluation.goals().benchmark();
    long sequence = benchmark.isEmpty() ? -1 - evaluation.seed() : evaluation.seed();
    return IntStream.range(0, evaluation.episodes())
        .mapToObj(index -> new Goal(sequence, index, benchmark))
        .toList();
  }

  /** The evaluation's seed that gave a goal. */
  public static long seedOf(Goal goal) {
    return goal.benchmark().isEmpty() ? -1 - goal.seed() : goal.seed();
  }

  /**
   * The goals of the validations during training: Graft's own, of the sequence {@code -1 - s -
   * 2^31} for the evaluation's seed {@code s}. The best epoch is chosen by them, so that the
   * evaluation's goals stay unseen. A benchmark's few goals are all left to the evaluation.
   */
  public static List<Goal> validation(Evaluation evaluation) {
    long sequence = FIRST_VALIDATION - evaluation.seed();
    return IntStream.range(0, evaluation.validationEpisodes())
        .mapToObj(index -> new Goal(sequence, index))
        .toList();
  }
}
