package dev.graft.cli.run;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.job.JobFiles;
import dev.graft.plan.BackboneStage;
import dev.graft.trainer.record.Spool;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies the results of a job to where a person wants them: {@code DIR/<job>/<stage>/}. */
final class ResultCopy {
  /** What a stage needs to be resumed, and nobody afterwards. */
  private static final List<String> WORKING_FILES =
      List.of(Assignment.FILE, "checkpoint", "journal", Spool.FOLDER, "lock");

  private ResultCopy() {}

  /** Copies; files of the same name are replaced. */
  static void to(Path directory, LocalJob.Ended.WithResult ended) {
    Path target = directory.resolve(ended.outcome().plan().job());
    try {
      Files.createDirectories(target);
      JobFiles files = ended.files();
      for (Path file : List.of(files.job(), files.planFile(), files.report())) {
        if (Files.exists(file)) {
          Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      copy(ended.files().folder().resolve("stages"), target);
      Optional<Path> backbone = backbone(ended);
      if (backbone.isPresent()) {
        copy(backbone.get(), target.resolve(BackboneStage.NAME));
      }
    } catch (IOException e) {
      throw unwritable(directory, e);
    } catch (UncheckedIOException e) { // of walking a folder
      throw unwritable(directory, e);
    }
  }

  private static Optional<Path> backbone(LocalJob.Ended.WithResult ended) throws IOException {
    Optional<BackboneResult> result = ended.outcome().backbone();
    return result.isPresent()
        ? new ContentStore(ended.store()).find(Kind.Backbone, result.get().digest())
        : Optional.empty();
  }

  private static CommandFailure unwritable(Path directory, Exception cause) {
    return CommandFailure.failed(
        "the results could not be copied to "
            + directory
            + " ("
            + cause
            + "): give another --output");
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = from.relativize(file);
        if (!isWorkingFile(relative)) {
          Path target = to.resolve(relative);
          Files.createDirectories(target.resolveSibling(""));
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static boolean isWorkingFile(Path relative) {
    for (Path part : relative) {
      if (WORKING_FILES.stream().anyMatch(part.toString()::startsWith)) {
        return true;
      }
    }
    return false;
  }
}
