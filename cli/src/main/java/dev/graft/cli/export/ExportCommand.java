package dev.graft.cli.export;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import dev.graft.plan.BackboneStage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes results of finished jobs as files that others read. */
@Command(
    name = "export",
    description = {
      "Writes what a finished job has made as files that others read.",
      "policy: its adapters, with model cards and a PyTorch module, policy.py, that acts with them;"
          + " peft loads LoRA and IA3.",
      "lerobot: its demonstrations as a LeRobotDataset v3.0 (Parquet), with rewards, successes and"
          + " goals where they are known; demonstrations.dataset in a manifest reads it."
    })
public final class ExportCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description =
          "A finished job (JOB, JOB/ATTEMPT, or a folder that graft run left), one of its runs"
              + " (JOB/RUN, such as quickstart/door-lock-v3-seed-0), or a dataset's digest.")
  private String source;

  @Parameters(index = "1", paramLabel = "DIR", description = "The folder to be made.")
  private Path directory;

  @Option(
      names = "--format",
      defaultValue = "policy",
      paramLabel = "FORMAT",
      description = "What to write: ${COMPLETION-CANDIDATES} (default: policy).")
  private ExportFormat format;

  @Option(
      names = "--with-backbone",
      description = "With --format policy: write the backbone too, which all adapters need.")
  private boolean withBackbone;

  @Mixin private ResultFormat output;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    if (withBackbone && format != ExportFormat.policy) {
      throw CommandFailure.usage(
          "--with-backbone: demonstrations have no backbone; leave it out, or give --format policy");
    }
    ExportFolder folder = ExportFolder.at(directory);
    ExportSource found = ExportSource.find(source, Installation.of(System.getenv()));
    switch (format) {
      case policy ->
          output.print(policies(folder, found), (written, out) -> out.println(words(written)));
      case lerobot ->
          output.print(
              folder.write(partial -> DemonstrationExport.write(found, partial, directory)),
              (written, out) -> out.println(words(written)));
    }
    return ExitCode.Done.code();
  }

  private PolicyExport.Written policies(ExportFolder folder, ExportSource found)
      throws IOException {
    PolicyExport.BackboneFiles backbone =
        withBackbone ? PolicyExport.BackboneFiles.INCLUDED : PolicyExport.BackboneFiles.LEFT_OUT;
    return folder.write(partial -> PolicyExport.write(found, backbone, partial, directory));
  }

  private static String words(PolicyExport.Written written) {
    List<String> names = new ArrayList<>(List.of("policy.py"));
    names.addAll(written.adapters());
    if (written.withBackbone()) {
      names.add(BackboneStage.NAME);
    }
    return "%s: %s%s"
        .formatted(
            written.folder(),
            String.join(", ", names),
            written.withBackbone()
                ? ""
                : " (for backbone %s; --with-backbone writes it too)"
                    .formatted(written.backbone()));
  }

  private static String words(DemonstrationExport.Written written) {
    return "%s: %s, %d episodes, %d frames of %s, digest %s"
        .formatted(
            written.folder(),
            written.format(),
            written.episodes(),
            written.frames(),
            String.join(", ", written.tasks()),
            written.digest());
  }
}
