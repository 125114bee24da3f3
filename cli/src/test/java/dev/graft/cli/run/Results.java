package dev.graft.cli.run;

import dev.graft.simulator.client.Goal;
import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.MlflowRun;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results of stages, made up. */
public final class Results {
  private static final MlflowRun MLFLOW = new MlflowRun("1", "run", "http://mlflow/run");

  private Results() {}

  /** A backbone of 1,000 parameters. */
  public static BackboneResult backbone(String digest) {
    return new BackboneResult(
        digest,
        MLFLOW,
        BackboneResult.Origin.Pretrained,
        "weights",
        1000,
        10,
        0.1,
        20,
        900,
        true,
        Map.of(Phase.Pretrain, 60.0));
  }

  /**
   * A run with 10 parameters that took 75 seconds, its zero-shot policies solving the first goal
   * (goal masked) and the first two (goal visible).
   *
   * @param digest of the run
   * @param index in the plan
   * @param successes of the adapted policy, for each goal of the sequence {@code goalSeed}
   */
  public static AdapterRunResult run(
      String digest, int index, String task, long goalSeed, List<Boolean> successes) {
    int goals = successes.size();
    return new AdapterRunResult(
        digest,
        index,
        task,
        0,
        "houlsby",
        MLFLOW,
        evaluation(goalSeed, successes),
        evaluation(goalSeed, firstOf(1, goals)),
        evaluation(goalSeed, firstOf(2, goals)),
        List.of(),
        "before",
        "before",
        new AdapterRunResult.TrainedAdapter("adapter", 10, 1.0, 40),
        10,
        0.1,
        true,
        Map.of(Phase.Adapt, 70.0, Phase.Evaluate, 5.0));
  }

  /** Successes at the first {@code successes} of so many goals. */
  public static List<Boolean> firstOf(int successes, int goals) {
    return IntStream.range(0, goals).mapToObj(goal -> goal < successes).toList();
  }

  private static EvaluationResult evaluation(long goalSeed, List<Boolean> successes) {
    return new EvaluationResult(
        IntStream.range(0, successes.size())
            .mapToObj(
                goal -> new EpisodeOutcome(new Goal(goalSeed, goal), successes.get(goal), 100, 1))
            .toList());
  }
}
