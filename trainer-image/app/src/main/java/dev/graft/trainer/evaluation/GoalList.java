package dev.graft.trainer.evaluation;

import dev.graft.api.Evaluation;
import dev.graft.simulator.client.Goal;
import java.util.List;
import java.util.stream.IntStream;

/** The goals that every policy is evaluated on. */
public final class GoalList {
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
}
