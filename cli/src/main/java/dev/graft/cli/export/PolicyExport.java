package dev.graft.cli.export;

import dev.graft.cli.CommandFailure;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.export.PolicyFiles;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
import dev.graft.trainer.card.AdapterCard;
import dev.graft.trainer.card.BackboneCard;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.stage.LearningTerms;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes adapters as others load them: {@code policy.py}, a folder with files and a model card for
 * each run, and the backbone's if asked for, or where the job has made nothing else.
 */
final class PolicyExport {
  private final ExportSource.Job source;
  private final Plan plan;
  private final Path folder;

  private PolicyExport(ExportSource.Job source, Path folder) {
    this.source = source;
    this.plan = source.job().plan();
    this.folder = folder;
  }

  /** Whether the backbone's files are written too. */
  enum BackboneFiles {
    LEFT_OUT,
    INCLUDED
  }

  /**
   * What was written.
   *
   * @param format of the files
   * @param folder that they are in
   * @param adapters a folder each
   * @param backbone digest of the backbone that they need
   * @param withBackbone whether it was written too
   */
  record Written(
      String format, String folder, List<String> adapters, String backbone, boolean withBackbone) {}

  /** Writes the policies of a job's runs into a folder, which is then moved to its place. */
  static Written write(ExportSource source, BackboneFiles backbone, Path folder, Path place)
      throws IOException {
    return switch (source) {
      case ExportSource.Job job -> new PolicyExport(job, folder).write(backbone, place);
      case ExportSource.Demonstrations demonstrations ->
          throw CommandFailure.usage(
              "SOURCE is a dataset, of which there is no policy: give --format lerobot, or a job");
    };
  }

  private Written write(BackboneFiles wanted, Path place) throws IOException {
    Path stored = storedBackbone();
    Backbone backbone = Backbone.load(stored);
    PolicyFiles.writeScript(folder);
    BackboneFiles files = source.runs().isEmpty() ? BackboneFiles.INCLUDED : wanted;
    if (files == BackboneFiles.INCLUDED) {
      backbone.save(folder.resolve(BackboneStage.NAME));
      writeBackboneCard();
    }
    for (AdapterRun run : source.runs()) {
      write(run, backbone);
    }
    return new Written(
        "PyTorch policy",
        place.toString(),
        source.runs().stream().map(AdapterRun::name).toList(),
        backbone.digest(),
        files == BackboneFiles.INCLUDED);
  }

  private Path storedBackbone() throws IOException {
    Optional<Path> stored =
        new ContentStore(source.job().store()).find(Kind.Backbone, plan.backbone().digest());
    if (stored.isEmpty()) {
      throw CommandFailure.usage(
          "the backbone %s of job '%s' is no longer in %s: run the job again with graft run --fresh"
              .formatted(plan.backbone().digest(), plan.job(), source.job().store()));
    }
    return stored.get();
  }

  private void write(AdapterRun run, Backbone backbone) throws IOException {
    Path results = source.files().results(run.name());
    Adapter adapter = Adapter.load(results.resolve(AdapterRunResult.ADAPTER), backbone);
    Path target = folder.resolve(run.name());
    PolicyFiles.writeAdapter(target, adapter, LearningTerms.visibility(run.goal()));
    AdapterRunResult result =
        JsonFile.read(results.resolve(StageResult.FILE), AdapterRunResult.class);
    Files.writeString(target.resolve(AdapterCard.FILE), AdapterCard.text(plan, run, result));
  }

  private void writeBackboneCard() throws IOException {
    BackboneResult result =
        JsonFile.read(
            source.files().results(BackboneStage.NAME).resolve(StageResult.FILE),
            BackboneResult.class);
    Files.writeString(
        folder.resolve(BackboneStage.NAME).resolve(AdapterCard.FILE),
        BackboneCard.text(plan, result));
  }
}
