package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus.Progress;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.AdapterJobStatus.WorkStatus;
import dev.graft.api.RunPhase;
import dev.graft.api.Training;
import dev.graft.operator.tracking.TrackingView;
import dev.graft.operator.tracking.TrackingView.StagePoint;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
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
  private final Finding ready;
  private final Map<String, StagePoint> points;

  /**
   * The progress of a job.
   *
   * @param ready what its condition Ready says
   */
  Progression(Situation situation, RunTally runs, Finding ready) {
    this.situation = situation;
    this.runs = runs;
    this.ready = ready;
    this.points = situation.tracking().stages();
  }

  /**
   * The progress.
   *
   * @param work how long trainers have worked; null: not at all
   */
  Progress progress(@Nullable WorkStatus work) {
    double done =
        (situation.stage().hasBackbone() ? 1 : fraction(BackboneStage.NAME)) + runs.finished();
    double underWay =
        running().mapToDouble(index -> fraction(situation.plan().runs().get(index).name())).sum();
    double share = (done + underWay) / (1 + runs.all());
    Optional<String> stage = shown();
    StagePoint point = stage.map(points::get).orElse(null);
    int percent = (int) Math.floor(100 * share);
    return new Progress(
        percent,
        summary(percent),
        eta(work, share),
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

  /** At the pace so far, to the minute; unknown while nothing goes on. */
  private @Nullable String eta(@Nullable WorkStatus work, double share) {
    if (!(situation.tracking() instanceof TrackingView.Answers answers)
        || !(situation.verdict() instanceof Verdict.Proceed)
        || share < ENOUGH_TO_EXTRAPOLATE) {
      return null;
    }
    return Stopwatch.elapsed(work, answers.asOf())
        .map(soFar -> Math.round(soFar.toSeconds() * (1 - share) / share))
        .map(left -> answers.asOf().plusSeconds(left).truncatedTo(ChronoUnit.MINUTES).toString())
        .orElse(null);
  }

  /** What is in the way, unless trainers work all the same. */
  private String summary(int percent) {
    return switch (situation.stage()) {
      case PRETRAINING -> atWork() ? backboneWork() + share(percent) : ready.reason().words();
      case ADAPTING ->
          atWork() || ready.reason() == Reason.ADAPTING
              ? "adapting %s".formatted(runs.summary()) + share(percent)
              : ready.reason().words();
      case SUCCEEDED -> "done";
      case BACKBONE_FAILED, RUNS_FAILED -> "failed";
    };
  }

  private String backboneWork() {
    return situation.plan().backbone().from() == null ? "pretraining" : Reason.BORROWING.words();
  }

  /** How far that is; without a tracking server nobody knows before something has ended. */
  private static String share(int percent) {
    return percent == 0 ? "" : ", %d %%".formatted(percent);
  }

  /** Trainers that were told to leave are at work no more. */
  private boolean atWork() {
    return !(situation.verdict() instanceof Verdict.Suspend)
        && situation.queued().isEmpty()
        && Stopwatch.working(situation.observed(), situation.plan()).findAny().isPresent();
  }
}
