package dev.graft.cli.manifest;

import dev.graft.api.GoalSet;
import dev.graft.api.Training;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.AdapterSource;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.DatasetFiles;
import dev.graft.plan.DatasetPlan;
import dev.graft.plan.Plan;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A plan in words. */
final class PlanText {
  private static final int DIGEST_CHARACTERS = 12;

  private final ContentStore store;

  /** Says of each stage whether {@code store} holds its result. */
  PlanText(ContentStore store) {
    this.store = store;
  }

  String of(Plan plan) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("job ").append(plan.job());
    text.append(", experiment ").append(plan.experiment());
    text.append(", digest ").append(shortened(plan.specDigest())).append('\n');
    datasets(plan).forEach(files -> text.append(line(files)));
    text.append(backbone(plan.backbone()));
    for (AdapterRun run : plan.runs()) {
      text.append(run(run));
    }
    return text.toString().stripTrailing();
  }

  /** A person's own demonstrations, each dataset once. */
  private static List<DatasetFiles> datasets(Plan plan) {
    return Stream.concat(
            Stream.of(plan.backbone().dataset()), plan.runs().stream().map(AdapterRun::dataset))
        .map(DatasetPlan::files)
        .flatMap(Stream::ofNullable)
        .distinct()
        .toList();
  }

  /** The digest in full: a manifest takes it. */
  private static String line(DatasetFiles files) {
    return "  demonstrations of %s, digest %s%n".formatted(files.path(), files.digest());
  }

  private String backbone(BackboneStage stage) throws IOException {
    return line(
        "backbone",
        stage.digest(),
        store.find(Kind.Backbone, stage.digest()).isPresent() ? "found" : "to do",
        "pretrain on %d tasks, %s%s"
            .formatted(
                stage.dataset().tasks().size(),
                length(stage.training()),
                stage.from() == null ? "" : ", by job " + stage.from().job()));
  }

  private String run(AdapterRun run) throws IOException {
    return line(
        run.name(),
        run.digest(),
        "to do",
        "%s, %s, %d episodes%s%s"
            .formatted(
                run.method().title(),
                run.trains() ? length(run.training()) : notTrained(run),
                run.evaluation().episodes(),
                goals(run.evaluation().goals()),
                run.trains() ? demonstrations(run) : ""));
  }

  private static String notTrained(AdapterRun run) {
    AdapterSource source = run.trained();
    return source == null ? "no training" : "trained by " + source.name();
  }

  private String demonstrations(AdapterRun run) throws IOException {
    if (run.dataset().files() != null) {
      return ", demonstrations from files";
    }
    boolean collected = store.find(Kind.Dataset, run.dataset().digest()).isPresent();
    return ", demonstrations " + (collected ? "found" : "to collect");
  }

  private static String goals(GoalSet goals) {
    return goals == GoalSet.Graft ? "" : " at goals of " + goals.benchmark();
  }

  private static String line(String stage, String digest, String state, String what) {
    return String.format(
        Locale.ROOT, "  %-28s %s  %-5s  %s%n", stage, shortened(digest), state, what);
  }

  private static String length(Training training) {
    return training.epochs() != null ? training.epochs() + " epochs" : training.steps() + " steps";
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(DIGEST_CHARACTERS, digest.length()));
  }
}
