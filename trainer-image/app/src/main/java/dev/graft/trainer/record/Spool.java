package dev.graft.trainer.record;

import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingException.Reason;
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
import org.jspecify.annotations.Nullable;

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

  /** How long an opening waits to hear of the server: long enough to tell a wrong address early. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

  /** Points of metrics are delivered together, not each as it comes. */
  private static final Duration GATHERING = Duration.ofSeconds(1);

  private static final Duration LOOK_AT_STOP = Duration.ofMillis(200);
  private static final int SCANNED_AT_ONCE = 1000;

  private static final RetryPolicy PAUSES =
      new RetryPolicy(1, Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ZERO);

  private final Path folder;
  private final Disk disk;
  private final Journal journal;
  private final Attachments attachments;
  private final Courier courier;
  private final Seen seen = new Seen();
  private final Thread thread;

  private int waiting;
  private long dueNanos;
  private boolean closing;
  private boolean hurried;
  private @Nullable TrackingException problem;
  private long awaySinceNanos;
  private @Nullable Throwable failure;

  private Spool(
      Path folder, Disk disk, Journal journal, Attachments attachments, TrackingServer server)
      throws IOException {
    this.folder = folder;
    this.disk = disk;
    this.journal = journal;
    this.attachments = attachments;
    this.courier = new Courier(journal, attachments, server, folder.resolve(DELIVERED), disk);
    this.dueNanos = System.nanoTime();
    this.thread = Thread.ofPlatform().daemon().name("records").unstarted(this::deliver);
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
    spool.thread.start();
    try {
      spool.awaitFirstAnswer();
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
    spool.thread.start();
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
      Spool spool =
          new Spool(folder, disk, journal, new Attachments(folder.resolve(FILES), disk), server);
      spool.scan();
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

  private void scan() throws IOException {
    long position = courier.delivered().position();
    for (long at = 0; at < journal.end(); ) {
      for (Located located : journal.read(at, SCANNED_AT_ONCE)) {
        seen.add(located.entry());
        waiting += located.end() > position ? 1 : 0;
        at = located.end();
      }
    }
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
    requireAlive();
    Optional<Entry> news = seen.news(given);
    if (news.isEmpty()) {
      return;
    }
    journal.append(news.get());
    journal.force(); // before a checkpoint is written after which this record is not made again
    seen.add(news.get());
    waiting++;
    long due = System.nanoTime();
    dueIn(news.get() instanceof Entry.Metrics ? due + GATHERING.toNanos() : due);
  }

  private void dueIn(long due) {
    dueNanos = waiting == 1 || due - dueNanos < 0 ? due : dueNanos;
    notifyAll();
  }

  private void requireAlive() throws IOException {
    if (failure != null) {
      throw new IOException(
          "the records in %s cannot be delivered: %s".formatted(folder, failure.getMessage()),
          failure);
    }
  }

  /** The run on the server; empty until it is known. */
  public Optional<TrackedRun> run() {
    return Optional.ofNullable(courier.delivered().run());
  }

  /** How the delivery stands. */
  public synchronized Standing standing() {
    return new Standing(waiting, Optional.ofNullable(problem), courier.delivered().setAside());
  }

  /**
   * Waits until all records are delivered, or the server has been away for too long, or the process
   * is asked to leave. While the server answers the wait goes on.
   *
   * @param patience with a server that is away
   * @throws IOException when what is delivered cannot be noted
   */
  public synchronized Standing await(Duration patience, StopSignal stop) throws IOException {
    hurried = true;
    long since = System.nanoTime();
    dueIn(since);
    while (waiting > 0 && !stop.requested() && !away(since, patience)) {
      requireAlive();
      if (!pause(LOOK_AT_STOP.toNanos())) {
        break;
      }
    }
    requireAlive();
    return standing();
  }

  private boolean away(long since, Duration patience) {
    if (problem == null) {
      return false;
    }
    long start = awaySinceNanos - since > 0 ? awaySinceNanos : since;
    return System.nanoTime() - start > patience.toNanos();
  }

  private synchronized void awaitFirstAnswer() throws IOException {
    long limit = System.nanoTime() + FIRST_ANSWER.toNanos();
    while (run().isEmpty() && problem == null && System.nanoTime() - limit < 0) {
      requireAlive();
      if (!pause(LOOK_AT_STOP.toNanos())) {
        return;
      }
    }
    if (problem != null && problem.reason() != Reason.Unavailable) {
      throw problem;
    }
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
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    thread.interrupt(); // a request that is under way is made again by the next process
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }

  private void deliver() {
    try {
      for (int failures = 0; awaitDue(); ) {
        failures = attempt() ? 0 : failures + 1;
        if (failures > 0) {
          rest(PAUSES.pauseAfter(failures));
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      end(e);
    }
  }

  private synchronized void end(Throwable cause) {
    failure = closing ? failure : cause;
    notifyAll();
  }

  /** Whether there is something to deliver now; waits for it. False: the spool is closed. */
  private synchronized boolean awaitDue() {
    while (!closing) {
      long left = dueNanos - System.nanoTime();
      if (waiting > 0 && (hurried || left <= 0)) {
        return true;
      }
      if (!pause(waiting > 0 ? left : 0)) {
        return false;
      }
    }
    return false;
  }

  private boolean attempt() throws IOException {
    try {
      deliverNext();
      return true;
    } catch (TrackingException e) {
      synchronized (this) {
        awaySinceNanos = problem == null ? System.nanoTime() : awaySinceNanos;
        problem = e;
        notifyAll();
      }
      return false;
    }
  }

  /** Delivers some of what waits. */
  int deliverNext() throws IOException {
    int delivered = courier.deliverNext();
    synchronized (this) {
      waiting -= delivered;
      problem = null;
      notifyAll();
    }
    return delivered;
  }

  private synchronized void rest(Duration length) {
    long limit = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0 && !closing; left = limit - System.nanoTime()) {
      if (!pause(left)) {
        return;
      }
    }
  }

  /**
   * Waits to be notified.
   *
   * @param nanos at most; 0 or less: without a bound
   * @return whether to go on; false after an interruption
   */
  private synchronized boolean pause(long nanos) {
    try {
      if (nanos <= 0) {
        wait();
      } else {
        wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
