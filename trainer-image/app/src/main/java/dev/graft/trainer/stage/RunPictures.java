package dev.graft.trainer.stage;

import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.plot.SuccessCurvePlot;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.statistics.SuccessRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An adapter run's curves, and the outcomes they are drawn from. */
final class RunPictures {
  private static final String EVALUATION = "evaluation.json";

  private final TrainerContext context;
  private final StageRun run;
  private final String policy;

  /** Pictures that name the adapted policy {@code policy}. */
  RunPictures(TrainerContext context, StageRun run, String policy) {
    this.context = context;
    this.run = run;
    this.policy = policy;
  }

  private record Evaluations(
      EvaluationResult adapted,
      EvaluationResult zeroShotMasked,
      EvaluationResult zeroShotVisible,
      List<AdapterRunResult.EpochEvaluation> duringTraining) {}

  void record(AdapterRunResult result, List<TrainingPoint> points) throws IOException {
    Path file = context.state().resolve(EVALUATION);
    JsonFile.write(
        file,
        new Evaluations(
            result.evaluation(),
            result.zeroShotMasked(),
            result.zeroShotVisible(),
            result.curve()));
    run.artifact(EVALUATION, file);
    String title = "%s, seed %d".formatted(result.task(), result.seed());
    Pictures pictures = Pictures.of(context, run);
    pictures.learningCurve(title + " – adaptation", points);
    pictures.record(
        "success-rate.png",
        () ->
            SuccessCurvePlot.draw(
                "%s – success on %d goals".formatted(title, result.evaluation().episodes().size()),
                policy,
                successes(result, points),
                levels(result)));
  }

  private static List<SuccessCurvePlot.Point> successes(
      AdapterRunResult result, List<TrainingPoint> points) {
    List<SuccessCurvePlot.Point> curve = new ArrayList<>();
    result
        .curve()
        .forEach(
            at -> curve.add(new SuccessCurvePlot.Point(at.epoch(), at.evaluation().successRate())));
    double end = points.isEmpty() ? 0 : points.getLast().epoch();
    curve.add(new SuccessCurvePlot.Point(end, result.evaluation().successRate()));
    return curve;
  }

  private static Map<String, SuccessRate> levels(AdapterRunResult result) {
    Map<String, SuccessRate> levels = new LinkedHashMap<>();
    levels.put("Zero-shot, goal masked", result.zeroShotMasked().successRate());
    levels.put("Zero-shot, goal visible", result.zeroShotVisible().successRate());
    return levels;
  }
}
