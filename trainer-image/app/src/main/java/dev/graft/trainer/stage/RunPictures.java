package dev.graft.trainer.stage;

import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.plot.SuccessCurvePlot;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.statistics.SuccessRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An adapter run's result, and its curves. */
final class RunPictures {
  private final TrainerContext context;
  private final StageRun run;
  private final String policy;

  /** Pictures that name the adapted policy {@code policy}. */
  RunPictures(TrainerContext context, StageRun run, String policy) {
    this.context = context;
    this.run = run;
    this.policy = policy;
  }

  /** Records what came of the run, by which runs are compared wherever they ran, and its curves. */
  void record(AdapterRunResult result, List<TrainingPoint> points) throws IOException {
    Path file = context.state().resolve(StageRun.ARTIFACTS).resolve(StageResult.FILE);
    Files.createDirectories(file.resolveSibling(""));
    JsonFile.write(file, result.outcome());
    run.artifact(StageResult.FILE, file);
    String title = "%s, seed %d".formatted(result.task(), result.seed());
    Pictures pictures = Pictures.of(context, run);
    pictures.learningCurve(title + " – adaptation", points);
    pictures.record(
        "success-rate.png",
        () ->
            SuccessCurvePlot.draw(
                title + " – success on unseen goals",
                result.curve().isEmpty() ? policy : policy + ", validation",
                successes(result, points),
                levels(result)));
  }

  /** The validations; where there are none, the evaluation alone. */
  private static List<SuccessCurvePlot.Point> successes(
      AdapterRunResult result, List<TrainingPoint> points) {
    if (result.curve().isEmpty()) {
      double end = points.isEmpty() ? 0 : points.getLast().epoch();
      return List.of(new SuccessCurvePlot.Point(end, result.evaluation().successRate()));
    }
    return result.curve().stream()
        .map(at -> new SuccessCurvePlot.Point(at.epoch(), at.evaluation().successRate()))
        .toList();
  }

  private Map<String, SuccessRate> levels(AdapterRunResult result) {
    Map<String, SuccessRate> levels = new LinkedHashMap<>();
    if (!result.curve().isEmpty()) {
      levels.put(policy + ", evaluation", result.evaluation().successRate());
    }
    levels.put("Scripted expert", result.references().expert().successRate());
    levels.put("Zero-shot, goal masked", result.zeroShotMasked().successRate());
    levels.put("Zero-shot, goal visible", result.zeroShotVisible().successRate());
    levels.put("Random actions", result.references().random().successRate());
    return levels;
  }
}
