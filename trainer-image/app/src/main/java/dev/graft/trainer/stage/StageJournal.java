package dev.graft.trainer.stage;

import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a restarted stage needs beside the checkpoint of the same step: the curve so far.
 *
 * @param step optimizer steps done
 * @param lossSum over the steps of the interval that is under way
 * @param gradientNormSum the same
 * @param points of the intervals before
 * @param evaluations during training
 * @param epochsEnded epochs after which all that happens then has happened, such as an evaluation
 * @param exact whether all steps ran on one kind of machine
 * @param seconds by phase
 */
record StageJournal(
    long step,
    double lossSum,
    double gradientNormSum,
    List<TrainingPoint> points,
    List<EpochEvaluation> evaluations,
    long epochsEnded,
    boolean exact,
    Map<Phase, Double> seconds) {
  private static final String PREFIX = "journal-";

  StageJournal {
    points = List.copyOf(points);
    evaluations = List.copyOf(evaluations);
    seconds = Map.copyOf(seconds);
  }

  /** Written before the checkpoint of its step, so that a checkpoint always finds its journal. */
  void save(Path folder) throws IOException {
    JsonFile.write(folder.resolve(PREFIX + step + ".json"), this);
  }

  /** All journals in a folder. */
  static List<StageJournal> all(Path folder) throws IOException {
    List<StageJournal> journals = new ArrayList<>();
    for (Path file : files(folder)) {
      journals.add(JsonFile.read(file, StageJournal.class));
    }
    return journals;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(PREFIX)).toList();
    }
  }

  /**
   * Removes the journals of checkpoints that are gone; called after a checkpoint was written.
   *
   * @param checkpoints steps of those that are kept
   */
  static void prune(Path folder, Set<Long> checkpoints) throws IOException {
    for (Path file : files(folder)) {
      if (!checkpoints.contains(stepOf(file))) {
        Files.delete(file);
      }
    }
  }

  private static long stepOf(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - ".json".length()));
  }

  /**
   * The journal of a step.
   *
   * @throws IOException when it is gone or damaged
   */
  static StageJournal load(Path folder, long step) throws IOException {
    return JsonFile.read(folder.resolve(PREFIX + step + ".json"), StageJournal.class);
  }
}
