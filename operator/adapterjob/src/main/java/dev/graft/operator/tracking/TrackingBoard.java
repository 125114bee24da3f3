package dev.graft.operator.tracking;

import dev.graft.operator.tracking.VisitListener.Outcome;
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
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows attempts on their tracking servers: makes the parent run of each, asks every so often how
 * far its stages have come, and records its end. Looks up the models that AdapterJobs refer to,
 * too.
 *
 * <p>One search a round and attempt, one request a round and model. Asking never waits: what is
 * known is returned, and the AdapterJob is told when there is more. A server that is away is asked
 * again the next round, once for all its attempts. Only a process that leads asks, since two would
 * make two runs. Thread-safe.
 */
public final class TrackingBoard implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrackingBoard.class);

  private final Map<RunKey, Followed> followed = new ConcurrentHashMap<>();
  private final Map<ResourceID, SoughtModel> sought = new ConcurrentHashMap<>();
  private final Map<URI, TrackingLink> links = new ConcurrentHashMap<>();
  private final TrackingAccess access;
  private final BooleanSupplier leading;
  private final InstantSource clock;
  private final VisitListener visits;
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
   * @param visits told of each visit of a server
   */
  public TrackingBoard(
      TrackingAccess access,
      Duration period,
      BooleanSupplier leading,
      InstantSource clock,
      VisitListener visits) {
    this.access = access;
    this.leading = leading;
    this.clock = clock;
    this.visits = visits;
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

  /** What is known of a model, which is looked up every round until it is {@link #settled}. */
  public ModelView lookUp(WantedModel wanted) {
    SoughtModel known = sought.get(wanted.job());
    if (known != null && known.wanted().equals(wanted)) {
      return known.view();
    }
    SoughtModel entry = new SoughtModel(wanted);
    sought.put(wanted.job(), entry);
    rounds.execute(() -> visit(entry, new HashSet<>()));
    return entry.view();
  }

  /**
   * Looks up no model for that AdapterJob any more: it refers to none, or what it needs is known.
   */
  public void settled(ResourceID job) {
    sought.remove(job);
  }

  /** Follows no attempt of that AdapterJob any more. */
  public void forget(ResourceID job) {
    followed.values().removeIf(entry -> entry.isOf(job));
    settled(job);
  }

  private void soon(Followed entry) {
    rounds.execute(() -> visit(entry, new HashSet<>()));
  }

  private void round() {
    Set<URI> away = new HashSet<>();
    followed.values().forEach(entry -> visit(entry, away));
    // Attempts that another one has replaced are nobody's any more once they are recorded.
    followed.values().removeIf(Followed::replacedAndRecorded);
    sought.values().forEach(entry -> visit(entry, away));
  }

  private void visit(Followed entry, Set<URI> away) {
    ask(
        entry.server(),
        entry.job(),
        away,
        link -> {
          boolean nothingLeftToAsk = entry.view() instanceof TrackingView.Recorded;
          TrackingView view = entry.visit(link, clock.instant());
          if (!nothingLeftToAsk) {
            Outcome outcome = view instanceof TrackingView.Away ? Outcome.FAILED : Outcome.ANSWERED;
            note(entry.server(), outcome, away);
          }
          return entry.changeTo(view);
        });
  }

  private void visit(SoughtModel entry, Set<URI> away) {
    WantedModel wanted = entry.wanted();
    ask(
        wanted.server(),
        wanted.job(),
        away,
        link -> {
          ModelView view = entry.visit(link);
          Outcome outcome = view instanceof ModelView.Away ? Outcome.FAILED : Outcome.ANSWERED;
          note(wanted.server(), outcome, away);
          return entry.changeTo(view);
        });
  }

  private void note(URI server, Outcome outcome, Set<URI> away) {
    visits.visited(server, outcome);
    if (outcome == Outcome.FAILED) {
      away.add(server);
    }
  }

  /**
   * One top-level handler for what is asked for an AdapterJob: others must not suffer.
   *
   * @param question whose answer is whether there is news
   */
  private void ask(URI server, ResourceID job, Set<URI> away, Predicate<TrackingLink> question) {
    if (!leading.getAsBoolean() || away.contains(server)) {
      return;
    }
    try {
      if (question.test(links.computeIfAbsent(server, at -> new TrackingLink(at, access)))) {
        news.accept(job);
      }
    } catch (RuntimeException e) {
      visits.visited(server, Outcome.FAILED);
      log.error("{} cannot be followed at {}", job, server, e);
    }
  }

  @Override
  public void close() {
    rounds.shutdownNow();
    links.values().forEach(TrackingLink::close);
  }
}
