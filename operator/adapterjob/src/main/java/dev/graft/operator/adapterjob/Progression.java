package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus.Progress;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.RunPhase;
import dev.graft.api.Training;
import dev.graft.operator.tracking.TrackingView;
import dev.graft.operator.tracking.TrackingView.StagePoint;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How far all the work of a job has come: the backbone and each run count the same. Pure. */
final class Progression {
  /** Sooner, an expected end would be a guess. */
  private static final double ENOUGH_TO_EXTRAPOLATE = 0.02;

  private final Situation situation;
  private final RunTally runs;
  private final Map<String, StagePoint> points;

  Progression(Situation situation, RunTally runs) {
    this.situation = situation;
    this.runs = runs;
    this.points = situation.tracking().stages();
  }

  /**
   * The progress.
   *
   * @param start when the attempt began
   */
  Progress progress(Instant start) {
    double done =
        (situation.stage().hasBackbone() ? 1 : fraction(BackboneStage.NAME)) + runs.finished();
    double underWay =
        running().mapToDouble(index -> fraction(situation.plan().runs().get(index).name())).sum();
    double share = (done + underWay) / (1 + runs.all());
    Optional<String> stage = shown();
    StagePoint point = stage.map(points::get).orElse(null);
    return new Progress(
        (int) Math.floor(100 * share),
        summary(),
        eta(start, share),
        point == null ? null : (int) Math.ceil(point.epoch()),
        point == null ? null : stage.map(this::training).map(Training::epochs).orElse(null),
        point == null || point.loss() == null
            ? null
            : String.format(Locale.ROOT, "%.4g", point.loss()));
  }

  private IntStream running() {
    return IntStream.range(0, runs.all())
        .filter(index -> runs.runs().get(index).phase() == RunPhase.Running);
  }

  /** The stage whose epoch and loss are told: the first that trains. */
  private Optional<String> shown() {
    if (!(situation.verdict() instanceof Verdict.Proceed)) {
      return Optional.empty();
    }
    if (!situation.stage().hasBackbone()) {
      return points.containsKey(BackboneStage.NAME)
          ? Optional.of(BackboneStage.NAME)
          : Optional.empty();
    }
    return running()
        .mapToObj(runs.runs()::get)
        .map(Progression::name)
        .filter(points::containsKey)
        .findFirst();
  }

  private static String name(RunStatus run) {
    return AdapterRun.name(run.task(), run.seed());
  }

  private double fraction(String stage) {
    StagePoint point = points.get(stage);
    if (point == null) {
      return 0;
    }
    Integer epochs = training(stage).epochs();
    Integer steps = training(stage).steps();
    double fraction =
        epochs != null ? point.epoch() / epochs : steps != null ? (double) point.step() / steps : 0;
    return Math.clamp(fraction, 0, 1);
  }

  private Training training(String stage) {
    Plan plan = situation.plan();
    return stage.equals(BackboneStage.NAME)
        ? plan.backbone().training()
        : plan.runs().getFirst().training();
  }

  /** At the pace so far, to the minute. */
  private @Nullable String eta(Instant start, double share) {
    if (!(situation.tracking() instanceof TrackingView.Answers answers)
        || !(situation.verdict() instanceof Verdict.Proceed)
        || share < ENOUGH_TO_EXTRAPOLATE) {
      return null;
    }
    double soFar = Duration.between(start, answers.asOf()).toSeconds();
    Instant end = answers.asOf().plusSeconds(Math.round(soFar * (1 - share) / share));
    return end.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private String summary() {
    if (situation.verdict() instanceof Verdict.Suspend suspend) {
      return suspend.complete() ? "suspended" : "suspending";
    }
    if (situation.queued().isPresent()) {
      return "queued";
    }
    return switch (situation.stage()) {
      case PRETRAINING -> "pretraining";
      case ADAPTING -> "adapting %s".formatted(runs.summary());
      case SUCCEEDED -> "done";
      case BACKBONE_FAILED, RUNS_FAILED -> "failed";
    };
  }
}
