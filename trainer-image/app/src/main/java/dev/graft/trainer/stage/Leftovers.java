package dev.graft.trainer.stage;

import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.record.Spool;
import dev.graft.trainer.record.Standing;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.result.ResultFile;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that processes which are gone left to be delivered, of a stage or of a whole job.
 *
 * @param tracking asked once for each delivery
 * @param patience with a server that is away
 * @param stop ends the wait
 */
public record Leftovers(TrackingServer tracking, Duration patience, StopSignal stop) {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
  private static final Standing NOTHING = new Standing(0, Optional.empty(), List.of());

  /**
   * How a delivery ended.
   *
   * @param standing what still waits
   * @param run on the server; empty while it is not known, or when nothing was left
   */
  public record Ended(Standing standing, Optional<MlflowRun> run) {}

  /** Whether records are left in a folder. */
  public static boolean in(Path folder) throws IOException {
    return Spool.exists(folder.resolve(StageRun.RECORDS));
  }

  /**
   * Delivers what a stage left in its state folder. Its result, if it has one, names the run then.
   *
   * @throws IOException when a file cannot be read or written, or another process holds the folder
   */
  public Ended ofStage(Path state) throws IOException {
    if (!in(state)) {
      return new Ended(NOTHING, Optional.empty());
    }
    try (StateLock lock = StateLock.take(state, stop)) {
      Optional<StageResult> result = ResultFile.read(state);
      Ended ended = deliver(state, result.isPresent() ? Rest.Done : Rest.GoesOn);
      if (result.isPresent()) {
        ResultFile.locate(state, result.get(), ended.run());
      }
      log.debug("held {}", lock);
      return ended;
    }
  }

  /**
   * Delivers what the execution of a whole job left in the folder of its attempt.
   *
   * @throws IOException when a file cannot be read or written
   */
  public Ended ofJob(Path attempt, Rest rest) throws IOException {
    return in(attempt) ? deliver(attempt, rest) : new Ended(NOTHING, Optional.empty());
  }

  /** What is left to do besides. */
  public enum Rest {
    /** Nothing. */
    Done,
    /** The work goes on some time, and must know what was recorded. */
    GoesOn
  }

  private Ended deliver(Path folder, Rest rest) throws IOException {
    Optional<Spool> found = Spool.find(folder.resolve(StageRun.RECORDS), tracking);
    if (found.isEmpty()) {
      return new Ended(NOTHING, Optional.empty());
    }
    try (Spool spool = found.get()) {
      Standing standing = spool.await(patience, stop);
      Optional<MlflowRun> run = spool.run().map(r -> MlflowRun.of(tracking, r));
      if (standing.waiting() == 0 && rest == Rest.Done) {
        spool.discard();
      }
      return new Ended(standing, run);
    }
  }
}
