package dev.graft.operator.tracking;

import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackingAccess;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows attempts on their tracking servers: makes the parent run of each, asks every so often how
 * far its stages have come, and records its end.
 *
 * <p>One search a round and attempt. Asking never waits: what is known is returned, and the
 * AdapterJob is told when there is more. A server that is away is asked again the next round, once
 * for all its attempts. Only a process that leads asks, since two would make two runs. Thread-safe.
 */
public final class TrackingBoard implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrackingBoard.class);

  private final Map<RunKey, Followed> followed = new ConcurrentHashMap<>();
  private final Map<URI, TrackingLink> links = new ConcurrentHashMap<>();
  private final TrackingAccess access;
  private final BooleanSupplier leading;
  private final InstantSource clock;
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tracking").factory());
  private volatile Consumer<ResourceID> news = job -> {};

  /**
   * A board.
   *
   * @param access how servers know the operator
   * @param period between two rounds
   * @param leading whether this process may write
   * @param clock the time of what is seen
   */
  public TrackingBoard(
      TrackingAccess access, Duration period, BooleanSupplier leading, InstantSource clock) {
    this.access = access;
    this.leading = leading;
    this.clock = clock;
    rounds.scheduleWithFixedDelay(
        this::round, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From now on {@code listener} is told of AdapterJobs about which there is news. */
  public void onNews(Consumer<ResourceID> listener) {
    this.news = listener;
  }

  /** What is known of an attempt, which is followed from now on. Other attempts of its job end. */
  public TrackingView follow(FollowedAttempt attempt) {
    followed.values().stream()
        .filter(other -> other.isOf(attempt.job()) && !other.key().equals(attempt.key()))
        .forEach(other -> other.endAs(RunStatus.Killed));
    boolean first = !followed.containsKey(attempt.key());
    Followed entry = followed.computeIfAbsent(attempt.key(), key -> new Followed(attempt));
    boolean ended = entry.update(attempt);
    if (first || ended) {
      soon(entry);
    }
    return entry.view();
  }

  /**
   * Ends an attempt whose AdapterJob is deleted: runs of it that go on are marked as killed.
   *
   * @return whether that is done
   */
  public boolean kill(FollowedAttempt attempt) {
    return follow(attempt.endedAs(RunStatus.Killed)) instanceof TrackingView.Recorded;
  }

  /** Follows no attempt of that AdapterJob any more. */
  public void forget(ResourceID job) {
    followed.values().removeIf(entry -> entry.isOf(job));
  }

  private void soon(Followed entry) {
    rounds.execute(() -> visit(entry, new HashSet<>()));
  }

  private void round() {
    Set<URI> away = new HashSet<>();
    followed.values().forEach(entry -> visit(entry, away));
    // Attempts that another one has replaced are nobody's any more once they are recorded.
    followed.values().removeIf(Followed::replacedAndRecorded);
  }

  /** One top-level handler for what is asked of an attempt: others must not suffer. */
  private void visit(Followed entry, Set<URI> away) {
    if (!leading.getAsBoolean() || away.contains(entry.server())) {
      return;
    }
    try {
      TrackingLink link =
          links.computeIfAbsent(entry.server(), server -> new TrackingLink(server, access));
      TrackingView view = entry.visit(link, clock.instant());
      if (view instanceof TrackingView.Away) {
        away.add(entry.server());
      }
      if (entry.changeTo(view)) {
        news.accept(entry.job());
      }
    } catch (RuntimeException e) {
      log.error("attempt {} cannot be followed", entry.key(), e);
    }
  }

  @Override
  public void close() {
    rounds.shutdownNow();
    links.values().forEach(TrackingLink::close);
  }
}
