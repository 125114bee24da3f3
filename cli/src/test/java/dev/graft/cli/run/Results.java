package dev.graft.cli.run;

import dev.graft.api.ContextWindow;
import dev.graft.simulator.client.Goal;
import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.BestEpoch;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.result.Provenance;
import dev.graft.trainer.result.References;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Results of stages, made up. */
public final class Results {
  private static final MlflowRun MLFLOW = new MlflowRun("1", "run", "http://mlflow/run");

  private static final Provenance PROVENANCE =
      new Provenance(
          "Houlsby 2",
          "MetaWorld",
          "graft 0.1.0, mujoco 3.3.0",
          "data",
          "backbone-data",
          "backbone",
          100,
          ContextWindow.Sliding,
          "graft 0.1.0",
          "engine",
          "25");

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
   * (goal masked) and the first two (goal visible), the scripted expert all, and the random one
   * none.
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
        PROVENANCE,
        MLFLOW,
        evaluation(goalSeed, successes),
        null,
        evaluation(goalSeed, firstOf(1, goals)),
        evaluation(goalSeed, firstOf(2, goals)),
        new References(
            evaluation(goalSeed, firstOf(goals, goals)), evaluation(goalSeed, firstOf(0, goals))),
        List.of(),
        List.of(),
        "before",
        "before",
        new AdapterRunResult.TrainedAdapter("adapter", 10, 1.0, 40),
        10,
        0.1,
        true,
        Map.of(Phase.Adapt, 70.0, Phase.Evaluate, 5.0));
  }

  /** The same with another simulator and other demonstrations. */
  public static AdapterRunResult elsewhere(AdapterRunResult run) {
    Provenance provenance = run.provenance();
    return with(
        run,
        new Provenance(
            provenance.method(),
            provenance.suite(),
            "graft 0.1.0, mujoco 3.4.0",
            "other-data",
            provenance.backboneData(),
            provenance.backbone(),
            provenance.maxEpisodeSteps(),
            provenance.contextWindow(),
            provenance.source(),
            provenance.engine(),
            provenance.java()),
        run.curve(),
        run.best());
  }

  /** The same with a best epoch that solved so many goals. */
  public static AdapterRunResult better(AdapterRunResult run, int successes, String digest) {
    int goals = run.evaluation().episodes().size();
    EvaluationResult best =
        evaluation(run.evaluation().episodes().getFirst().goal().seed(), firstOf(successes, goals));
    return with(run, run.provenance(), run.curve(), new BestEpoch(1, best, best, digest));
  }

  /** The same with validations of so many successes of five goals, after epochs 1, 2 and so on. */
  public static AdapterRunResult validated(AdapterRunResult run, List<Integer> successes) {
    return with(
        run,
        run.provenance(),
        IntStream.range(0, successes.size())
            .mapToObj(
                epoch ->
                    new AdapterRunResult.EpochEvaluation(
                        epoch + 1, evaluation(-9, firstOf(successes.get(epoch), 5))))
            .toList(),
        run.best());
  }

  private static AdapterRunResult with(
      AdapterRunResult run,
      Provenance provenance,
      List<AdapterRunResult.EpochEvaluation> curve,
      @Nullable BestEpoch best) {
    return new AdapterRunResult(
        run.digest(),
        run.index(),
        run.task(),
        run.seed(),
        run.method(),
        provenance,
        run.mlflow(),
        run.evaluation(),
        best,
        run.zeroShotMasked(),
        run.zeroShotVisible(),
        run.references(),
        curve,
        List.of(new AdapterRunResult.EpochLoss(1, 0.4), new AdapterRunResult.EpochLoss(2, 0.1)),
        run.backboneDigestBefore(),
        run.backboneDigestAfter(),
        run.adapter(),
        run.optimizerSteps(),
        run.finalLoss(),
        run.exact(),
        run.seconds());
  }

  /** Successes at the first {@code successes} of so many goals. */
  public static List<Boolean> firstOf(int successes, int goals) {
    return IntStream.range(0, goals).mapToObj(goal -> goal < successes).toList();
  }

  private static EvaluationResult evaluation(long goalSeed, List<Boolean> successes) {
    return new EvaluationResult(
        IntStream.range(0, successes.size())
            .mapToObj(goal -> outcome(new Goal(goalSeed, goal), successes.get(goal)))
            .toList());
  }

  /** A success comes at step 60 and is still one at the end. */
  private static EpisodeOutcome outcome(Goal goal, boolean solved) {
    return new EpisodeOutcome(goal, solved ? 60 : null, solved, 100, 1);
  }
}
