package dev.graft.cli.progress;

import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.event.TrainerEvent.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words for one stage's progress. */
final class StageLine {
  static final int BAR_WIDTH = 24;

  private StageLine() {}

  /** Such as {@code collect 120/300 40 % ETA 0:07}. */
  static String text(Progress progress) {
    List<String> parts = new ArrayList<>();
    parts.add(String.format(Locale.ROOT, "%-8s", word(progress.phase())));
    parts.add(String.format(Locale.ROOT, "%3d %%", percent(progress)));
    parts.add(units(progress));
    addDetails(progress, parts);
    return String.join("  ", parts);
  }

  /** The same with a bar in front, cut to {@code columns}. */
  static String bar(String stage, int nameWidth, Progress progress, int columns) {
    int filled = (int) Math.round(fraction(progress) * BAR_WIDTH);
    String bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    String name = String.format(Locale.ROOT, "%-" + nameWidth + "s", stage);
    return cut(name + "  " + bar + "  " + text(progress), columns);
  }

  static String cut(String line, int columns) {
    return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 2)) + "…";
  }

  private static void addDetails(Progress progress, List<String> parts) {
    if (progress.epoch() != null && progress.epochs() != null) {
      parts.add("epoch " + progress.epoch() + "/" + progress.epochs());
    }
    if (progress.loss() != null) {
      parts.add(String.format(Locale.ROOT, "loss %.4f", progress.loss()));
    }
    if (progress.successRate() != null) {
      parts.add(String.format(Locale.ROOT, "success %.2f", progress.successRate()));
    }
    if (progress.etaSeconds() != null && progress.done() < progress.total()) {
      parts.add("ETA " + Clock.text(Duration.ofSeconds(Math.round(progress.etaSeconds()))));
    }
  }

  private static String units(Progress progress) {
    String unit =
        switch (progress.phase()) {
          case Collect, Evaluate -> "episodes";
          case Pretrain, Adapt -> "steps";
        };
    return progress.done() + "/" + progress.total() + " " + unit;
  }

  private static String word(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  private static int percent(Progress progress) {
    return progress.total() <= 0
        ? 0
        : (int) Math.clamp(progress.done() * 100 / progress.total(), 0, 100);
  }

  private static double fraction(Progress progress) {
    return progress.total() <= 0
        ? 0
        : Math.clamp(progress.done() / (double) progress.total(), 0, 1);
  }
}
