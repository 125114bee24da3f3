package dev.graft.trainer.record;

import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingException.Reason;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.record.Entry.Attachment;
import dev.graft.trainer.record.Entry.Input;
import dev.graft.trainer.record.Entry.Metrics;
import dev.graft.trainer.record.Entry.Model;
import dev.graft.trainer.record.Entry.Opening;
import dev.graft.trainer.record.Entry.Params;
import dev.graft.trainer.record.Entry.Status;
import dev.graft.trainer.record.Entry.Tags;
import dev.graft.trainer.record.Journal.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a journal's entries to a server, in order, some at each call.
 *
 * <p>An entry counts as delivered once a file says so, after the server's answer. One whose answer
 * was lost, or whose process was killed between the two, is sent again: the server then has it
 * already, and every request is such that this changes nothing. Used from one thread.
 */
final class Courier {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  /** Looked at together; as many points as one request takes. */
  private static final int ENTRIES_AT_ONCE = 200;

  private static final int POINTS_AT_ONCE = 1000;

  private final Journal journal;
  private final Attachments attachments;
  private final TrackingServer server;
  private final Path file;
  private final Disk disk;
  private final RunSpec spec;
  private volatile Delivered delivered;

  Courier(Journal journal, Attachments attachments, TrackingServer server, Path file, Disk disk)
      throws IOException {
    this.journal = journal;
    this.attachments = attachments;
    this.server = server;
    this.file = file;
    this.disk = disk;
    this.spec = ((Opening) journal.read(0, 1).getFirst().entry()).spec();
    this.delivered = Delivered.load(file, server.uri().toString(), journal.end());
  }

  /** How far it is. */
  Delivered delivered() {
    return delivered;
  }

  /**
   * Delivers the next entries.
   *
   * @return how many; none when all are delivered
   * @throws TrackingException when the server is away or lets nobody in, or refuses the run itself
   * @throws IOException when what is delivered cannot be noted
   */
  int deliverNext() throws IOException {
    List<Located> next = together(journal.read(delivered.position(), ENTRIES_AT_ONCE));
    if (next.isEmpty()) {
      return 0;
    }
    // What the server has must not be lost here, or it would be recorded another time.
    journal.force();
    TrackedRun run = run();
    try {
      send(run, next.stream().map(Located::entry).toList());
    } catch (TrackingException e) {
      if (e.reason() != Reason.Refused) {
        throw e;
      }
      next = next.subList(0, 1);
      sendAlone(run, next.getFirst().entry());
    }
    note(delivered.upTo(next.getLast().end()));
    return next.size();
  }

  private TrackedRun run() throws IOException {
    TrackedRun known = delivered.run();
    if (known != null) {
      return known;
    }
    TrackedRun run = server.ensureRun(spec);
    note(delivered.at(run, server.lastSteps(run)));
    return run;
  }

  /** The points of metrics go together; anything else alone. */
  private static List<Located> together(List<Located> entries) {
    List<Located> together = new ArrayList<>();
    int points = 0;
    for (Located located : entries) {
      int more = located.entry() instanceof Metrics metrics ? metrics.points().size() : 0;
      if (!together.isEmpty() && (more == 0 || points == 0 || points + more > POINTS_AT_ONCE)) {
        break;
      }
      together.add(located);
      points += more;
    }
    return together;
  }

  /** An entry that the server refuses is set aside: what follows need not wait for it. */
  private void sendAlone(TrackedRun run, Entry entry) throws IOException {
    try {
      send(run, List.of(entry));
    } catch (TrackingException e) {
      if (e.reason() != Reason.Refused) {
        throw e;
      }
      setAside(e.getMessage());
    }
  }

  private void setAside(@org.jspecify.annotations.Nullable String why) throws IOException {
    log.warn("not recorded: {}", why);
    note(delivered.without(String.valueOf(why)));
  }

  private void note(Delivered now) throws IOException {
    disk.replace(file, now.json());
    delivered = now;
  }

  private void send(TrackedRun run, List<Entry> entries) throws IOException {
    switch (entries.getFirst()) {
      case Opening opening -> log.debug("{} is run {}", opening.key(), run.runId());
      case Params params -> server.logParams(run, params.values());
      case Tags tags -> server.setTags(run, tags.values());
      case Metrics first -> server.logMetrics(run, fresh(entries));
      case Input input -> server.logInput(run, input.dataset());
      case Attachment attachment -> send(run, attachment);
      case Model model -> server.models().register(run, model.version());
      case Status status -> send(run, status);
    }
  }

  private List<MetricPoint> fresh(List<Entry> metrics) {
    return metrics.stream()
        .flatMap(entry -> ((Metrics) entry).points().stream())
        .filter(point -> point.step() > delivered.lastSteps().getOrDefault(point.key(), -1L))
        .map(Entry.Point::metric)
        .toList();
  }

  private void send(TrackedRun run, Attachment attachment) throws IOException {
    Path content = attachments.of(attachment.sha256());
    if (Files.exists(content)) {
      server.artifacts().put(run, attachment.path(), content);
    } else {
      setAside(attachment.path() + ": " + content + " was removed");
    }
  }

  private void send(TrackedRun run, Status status) {
    if (status.status() == RunStatus.Running) {
      server.reopen(run);
      return;
    }
    server.finish(run, status.status(), Instant.ofEpochMilli(status.millis()));
    server.settle(spec, run);
  }
}
