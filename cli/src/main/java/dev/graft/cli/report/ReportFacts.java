package dev.graft.cli.report;

import dev.graft.cli.compare.Comparison;
import dev.graft.simulator.client.Goal;
import dev.graft.trainer.evaluation.GoalList;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.result.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The page's sections about methods, runs, and what is needed to do it again. */
final class ReportFacts {
  private final ReportData data;

  ReportFacts(ReportData data) {
    this.data = data;
  }

  List<Element> sections() {
    List<Element> sections = new ArrayList<>();
    sections.add(Element.of("h2", "Methods"));
    sections.add(Tables.scrolling("Methods", methods()));
    if (!data.comparison().tests().isEmpty()) {
      sections.add(Tables.scrolling("Tests", Tables.tests(data.comparison())));
    }
    sections.add(Element.of("h2", "Runs"));
    sections.add(Tables.scrolling("Runs", runs()));
    sections.add(Element.of("h2", "What the numbers depend on"));
    sections.add(Tables.scrolling("Provenance", provenance()));
    sections.add(Element.of("h2", "Do it again"));
    sections.addAll(again());
    return sections;
  }

  private Element methods() {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison.Job job : data.comparison().jobs()) {
      rows.add(
          List.of(
              job.name(),
              job.method(),
              String.format(Locale.ROOT, "%,d", job.parameters()),
              String.format(Locale.ROOT, "%.2f %%", job.percentOfBackbone()),
              String.format(Locale.ROOT, "%,d", job.bytes()),
              job.seeds().toString()));
    }
    return Tables.of(
        "What was trained on the backbone.",
        List.of("job", "method", "parameters", "of the backbone", "bytes", "seeds"),
        rows);
  }

  private Element runs() {
    List<List<String>> rows = new ArrayList<>();
    data.backbone().ifPresent(backbone -> rows.add(row(backbone)));
    data.job().runs().forEach(run -> rows.add(row(run)));
    return Tables.of(
        "Wall time by phase. A backbone is intact when its digest is the same after training.",
        List.of(
            "stage", "steps", "collect", "train", "evaluate", "backbone", "best epoch", "digest"),
        rows);
  }

  private static List<String> row(BackboneResult backbone) {
    return List.of(
        "backbone",
        String.format(Locale.ROOT, "%,d", backbone.optimizerSteps()),
        Seconds.of(Phase.Collect, backbone.seconds()),
        Seconds.of(Phase.Pretrain, backbone.seconds()),
        "-",
        backbone.origin() == BackboneResult.Origin.Found ? "found" : "pretrained",
        "-",
        brief(backbone.weightsDigest()));
  }

  private static List<String> row(AdapterRunResult run) {
    return List.of(
        "%s, seed %d".formatted(run.task(), run.seed()),
        String.format(Locale.ROOT, "%,d", run.optimizerSteps()),
        Seconds.of(Phase.Collect, run.seconds()),
        Seconds.of(Phase.Adapt, run.seconds()),
        Seconds.of(Phase.Evaluate, run.seconds()),
        run.backboneDigestBefore().equals(run.backboneDigestAfter()) ? "intact" : "changed",
        run.best() == null ? "-" : String.format(Locale.ROOT, "%.1f", run.best().epoch()),
        brief(run.adapter().digest()));
  }

  private static String brief(String digest) {
    return digest.length() <= 16 ? digest : digest.substring(0, 16) + "…";
  }

  private Element provenance() {
    AdapterRunResult first = data.job().runs().getFirst();
    Provenance provenance = first.provenance();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("simulator", provenance.simulator()));
    rows.add(List.of("suite", provenance.suite()));
    rows.add(List.of("goals", goals(first)));
    rows.add(List.of("seeds of the runs", data.comparison().jobs().getFirst().seeds().toString()));
    rows.add(List.of("pretraining, digest", provenance.backbone()));
    rows.add(List.of("pretraining's demonstrations, digest", provenance.backboneData()));
    data.job().runs().stream()
        .map(run -> List.of(run.task() + "'s demonstrations, digest", run.provenance().data()))
        .distinct()
        .forEach(rows::add);
    data.backbone()
        .ifPresent(
            backbone ->
                rows.add(
                    List.of(
                        "backbone, digest of its %,d parameters".formatted(backbone.parameters()),
                        backbone.weightsDigest())));
    rows.add(List.of("trainer", provenance.source()));
    rows.add(List.of("engine", provenance.engine()));
    rows.add(List.of("Java", provenance.java()));
    data.job().runs().stream()
        .map(AdapterRunResult::mlflow)
        .filter(Objects::nonNull)
        .map(MlflowRun::experimentId)
        .distinct()
        .forEach(experiment -> rows.add(List.of("MLflow experiment", experiment)));
    return Tables.of("Equal entries here give equal numbers.", List.of("what", "value"), rows);
  }

  private static String goals(AdapterRunResult run) {
    Goal goal = run.evaluation().episodes().getFirst().goal();
    return "%d a task, seed %d%s; episodes of at most %d steps"
        .formatted(
            run.evaluation().episodes().size(),
            GoalList.seedOf(goal),
            goal.benchmark().isEmpty() ? " of Graft's own" : " of " + goal.benchmark(),
            run.provenance().maxEpisodeSteps());
  }

  private List<Element> again() {
    return List.of(
        Element.of(
            "p", "Save the manifest as adapterjob.yaml; the same seeds give the same numbers:"),
        Element.of("pre", "./graft run adapterjob.yaml --fresh\n./graft compare " + others()),
        Element.of(
            "details",
            Element.of("summary", "adapterjob.yaml, with all defaults"),
            Element.of("pre", data.manifest())));
  }

  private String others() {
    return String.join(" ", data.comparison().jobs().stream().map(Comparison.Job::name).toList());
  }
}
