package dev.graft.trainer.record;

import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.record.Journal.Located;
import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The records of one run on their way to the tracking server. They are written to a folder at once
 * and delivered from there, in order, by a thread of its own: a server that is away delays them,
 * and they outlive the process.
 *
 * <pre>
 * record -> journal, files/&lt;sha256&gt; -> (thread) -> server -> delivered.json
 * </pre>
 *
 * <p>A spool that is opened again where another process had left it continues; what it is given a
 * second time, as by a stage that continues at its last checkpoint, is recognised and left out. One
 * process at a time may hold a folder. Thread-safe.
 */
public final class Spool implements AutoCloseable {
  /** What the folder is called in the folder of a stage or a job. */
  public static final String FOLDER = "records";

  private static final String JOURNAL = "journal";
  private static final String DELIVERED = "delivered.json";
  private static final String FILES = "files";

  private static final int SCANNED_AT_ONCE = 1000;

  private final Path folder;
  private final Disk disk;
  private final Journal journal;
  private final Attachments attachments;
  private final Seen seen;
  private final Delivery delivery;

  private Spool(
      Path folder,
      Disk disk,
      Journal journal,
      Attachments attachments,
      Seen seen,
      Delivery delivery) {
    this.folder = folder;
    this.disk = disk;
    this.journal = journal;
    this.attachments = attachments;
    this.seen = seen;
    this.delivery = delivery;
  }

  /**
   * The spool of a run, with what an earlier process left in the folder.
   *
   * <p>Returns as soon as the server has answered, or some seconds later when it does not: then the
   * records wait.
   *
   * @param server asked once for each delivery; the spool itself is patient
   * @throws TrackingException when the server refuses the run, as for a wrong password
   * @throws IllegalArgumentException when the folder holds the records of another run
   * @throws IOException when the folder cannot be written
   */
  public static Spool open(Path folder, RunSpec spec, TrackingServer server) throws IOException {
    Spool spool = create(folder, Optional.of(spec), server, Disk.REAL);
    spool.delivery.start();
    try {
      spool.delivery.awaitFirstAnswer();
      return spool;
    } catch (TrackingException refused) {
      spool.close();
      throw refused;
    }
  }

  /**
   * The spool that an earlier process left in the folder, if there is one. Its delivery begins.
   *
   * @throws IOException when the folder cannot be written
   */
  public static Optional<Spool> find(Path folder, TrackingServer server) throws IOException {
    if (!exists(folder) || isBlank(folder)) {
      return Optional.empty();
    }
    Spool spool = create(folder, Optional.empty(), server, Disk.REAL);
    spool.delivery.start();
    return Optional.of(spool);
  }

  /** Whether an earlier process left records in the folder. */
  public static boolean exists(Path folder) throws IOException {
    Path journal = folder.resolve(JOURNAL);
    return Files.exists(journal) && Files.size(journal) > 0;
  }

  /** Whether the process was killed while it wrote the very first entry. */
  private static boolean isBlank(Path folder) throws IOException {
    try (Journal journal = Journal.open(folder.resolve(JOURNAL), Disk.REAL)) {
      return journal.end() == 0;
    }
  }

  /** Without its thread: for {@link #deliverNext}. */
  static Spool create(Path folder, Optional<RunSpec> spec, TrackingServer server, Disk disk)
      throws IOException {
    Files.createDirectories(folder);
    Journal journal = Journal.open(folder.resolve(JOURNAL), disk);
    try {
      if (spec.isPresent()) {
        begin(folder, journal, spec.get());
      }
      Spool spool = of(folder, journal, server, disk);
      if (spec.isPresent()) {
        spool.goOn();
      }
      return spool;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static void begin(Path folder, Journal journal, RunSpec spec) throws IOException {
    List<Located> first = journal.read(0, 1);
    if (first.isEmpty()) {
      journal.append(Entry.Opening.of(spec));
      journal.force();
    } else if (!(first.getFirst().entry() instanceof Entry.Opening opening)
        || !opening.key().equals(spec.key().value())) {
      throw new IllegalArgumentException(
          "%s holds the records of another run than %s: deliver or remove them, or use another folder"
              .formatted(folder, spec.key()));
    }
  }

  private static Spool of(Path folder, Journal journal, TrackingServer server, Disk disk)
      throws IOException {
    Attachments attachments = new Attachments(folder.resolve(FILES), disk);
    Courier courier = new Courier(journal, attachments, server, folder.resolve(DELIVERED), disk);
    long position = courier.delivered().position();
    Seen seen = new Seen();
    int waiting = 0;
    for (long at = 0; at < journal.end(); ) {
      for (Located located : journal.read(at, SCANNED_AT_ONCE)) {
        seen.add(located.entry());
        waiting += located.end() > position ? 1 : 0;
        at = located.end();
      }
    }
    return new Spool(folder, disk, journal, attachments, seen, new Delivery(courier, waiting));
  }

  /** A run that had failed or been stopped is being written to again. */
  private void goOn() throws IOException {
    if (seen.status().stream().anyMatch(s -> s == RunStatus.Failed || s == RunStatus.Killed)) {
      append(new Entry.Status(RunStatus.Running, Instant.now().toEpochMilli()));
    }
  }

  /**
   * Takes a record. It survives the process from now on, and reaches the server after all earlier
   * ones.
   *
   * @throws IOException when it cannot be written, as on a full disk, or when a file that it names
   *     cannot be read
   */
  public synchronized void record(RunRecord record) throws IOException {
    switch (record) {
      case RunRecord.Params params -> append(new Entry.Params(params.values()));
      case RunRecord.Tags tags -> append(new Entry.Tags(tags.values()));
      case RunRecord.Metrics metrics ->
          append(new Entry.Metrics(metrics.points().stream().map(Entry.Point::of).toList()));
      case RunRecord.Input input -> append(new Entry.Input(input.dataset()));
      case RunRecord.Artifact artifact -> attach(artifact);
      case RunRecord.Model model -> append(new Entry.Model(model.version()));
      case RunRecord.End end -> append(new Entry.Status(end.status(), end.time().toEpochMilli()));
    }
  }

  private void attach(RunRecord.Artifact artifact) throws IOException {
    for (Path file : Attachments.filesOf(artifact.source())) {
      String relative = artifact.source().relativize(file).toString();
      String path = relative.isEmpty() ? artifact.path() : artifact.path() + "/" + relative;
      append(new Entry.Attachment(path, attachments.keep(file)));
    }
  }

  private synchronized void append(Entry given) throws IOException {
    delivery.requireAlive();
    Optional<Entry> news = seen.news(given);
    if (news.isEmpty()) {
      return;
    }
    journal.append(news.get());
    journal.force(); // before a checkpoint is written after which this record is not made again
    seen.add(news.get());
    delivery.added(
        news.get() instanceof Entry.Metrics ? Delivery.Urgency.Soon : Delivery.Urgency.Now);
  }

  /** The run on the server; empty until it is known. */
  public Optional<TrackedRun> run() {
    return delivery.run();
  }

  /** How the delivery stands. */
  public Standing standing() {
    return delivery.standing();
  }

  /**
   * Waits until all records are delivered, or the server has been away for too long, or the process
   * is asked to leave. While the server answers the wait goes on.
   *
   * @param patience with a server that is away
   * @throws IOException when what is delivered cannot be noted
   */
  public Standing await(Duration patience, StopSignal stop) throws IOException {
    return delivery.await(patience, stop);
  }

  /** Delivers some of what waits, where no thread was started for it. */
  int deliverNext() throws IOException {
    return delivery.deliverNext();
  }

  /** Removes the folder's content: after all is delivered, and nothing will be recorded. */
  public void discard() throws IOException {
    close();
    // The journal first: without it the rest means nothing.
    disk.delete(folder.resolve(JOURNAL));
    disk.delete(folder.resolve(DELIVERED));
    attachments.clear();
    disk.delete(folder);
  }

  /** Ends the delivery; what is not delivered waits in the folder. */
  @Override
  public void close() throws IOException {
    delivery.close();
    journal.close();
  }
}
