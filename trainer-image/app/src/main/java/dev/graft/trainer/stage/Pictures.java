package dev.graft.trainer.stage;

import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.evaluation.RecordedEpisode;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.film.FilmException;
import dev.graft.trainer.film.Filmmaker;
import dev.graft.trainer.plot.LearningCurvePlot;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Plots and films of a stage. Where they cannot be made, one note says why and the stage goes on.
 */
final class Pictures {
  private final TrainerContext context;
  private final StageRun run;

  private Pictures(TrainerContext context, StageRun run) {
    this.context = context;
    this.run = run;
  }

  static Pictures of(TrainerContext context, StageRun run) {
    return new Pictures(context, run);
  }

  /** The curve of a training; there is none when nothing was trained. */
  void learningCurve(String title, List<TrainingPoint> points) throws IOException {
    if (points.isEmpty()) {
      return;
    }
    List<LearningCurvePlot.Point> curve =
        points.stream()
            .map(point -> new LearningCurvePlot.Point(point.epoch(), point.loss()))
            .toList();
    record(
        "learning-curve.png",
        () -> LearningCurvePlot.draw(title, "Training loss (mean squared error)", curve));
  }

  void record(String name, Supplier<byte[]> plot) throws IOException {
    byte[] png;
    try {
      png = plot.get();
    } catch (LinkageError | InternalError noFonts) {
      // Java's fonts need libfontconfig and at least one font, which a bare image may lack.
      skip(name, "Java cannot draw here, install fontconfig and a font: " + noFonts.getMessage());
      return;
    }
    run.artifact(name, png);
  }

  void film(String name, String suite, String task, RecordedEpisode episode) throws IOException {
    if (context.filmmaker().isEmpty()) {
      skip(name, "this trainer has no camera");
      return;
    }
    Filmmaker filmmaker = context.filmmaker().get();
    byte[] gif;
    try {
      gif = filmmaker.film(suite, task, episode.outcome().goal(), episode.actionsUntilSuccess());
    } catch (FilmException e) {
      skip(name, e.getMessage() == null ? "no picture" : e.getMessage());
      return;
    }
    run.artifact(name, gif);
  }

  private void skip(String name, String why) {
    context.events().emit(new TrainerEvent.Note(name + " is skipped: " + why));
  }
}
