package dev.graft.trainer.stage;

import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a restarted stage needs beside the checkpoint of the same step: the curve so far.
 *
 * @param step optimizer steps done
 * @param lossSum over the steps of the interval that is under way
 * @param gradientNormSum the same
 * @param points of the intervals before
 * @param evaluations during training
 * @param exact whether all steps ran on one kind of machine
 * @param seconds by phase
 */
record StageJournal(
    long step,
    double lossSum,
    double gradientNormSum,
    List<TrainingPoint> points,
    List<EpochEvaluation> evaluations,
    boolean exact,
    Map<Phase, Double> seconds) {
  private static final String PREFIX = "journal-";

  /** As many as checkpoints are kept: the newest one, and the one before it. */
  private static final int KEPT = 2;

  StageJournal {
    points = List.copyOf(points);
    evaluations = List.copyOf(evaluations);
    seconds = Map.copyOf(seconds);
  }

  static StageJournal empty() {
    return new StageJournal(0, 0, 0, List.of(), List.of(), true, Map.of());
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

  /** Removes the journals of checkpoints that are gone; called after a checkpoint was written. */
  static void prune(Path folder) throws IOException {
    List<Path> oldest =
        files(folder).stream()
            .sorted(Comparator.comparingLong(StageJournal::stepOf).reversed())
            .skip(KEPT)
            .toList();
    for (Path file : oldest) {
      Files.delete(file);
    }
  }

  private static long stepOf(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - ".json".length()));
  }

  /** The journal of a step; an empty one at that step when it is gone. */
  static StageJournal load(Path folder, long step) throws IOException {
    Path file = folder.resolve(PREFIX + step + ".json");
    return Files.exists(file)
        ? JsonFile.read(file, StageJournal.class)
        : new StageJournal(step, 0, 0, List.of(), List.of(), true, Map.of());
  }
}
