package dev.graft.operator.tracking;

import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt on the board, and what is known of it. Visited by one thread, read by many. */
final class Followed {
  private volatile FollowedAttempt attempt;
  private volatile TrackingView view = new TrackingView.Asked();
  private volatile boolean replaced;
  private @Nullable TrackedRun run;

  Followed(FollowedAttempt attempt) {
    this.attempt = attempt;
  }

  RunKey key() {
    return attempt.key();
  }

  URI server() {
    return attempt.server();
  }

  ResourceID job() {
    return attempt.job();
  }

  TrackingView view() {
    return view;
  }

  boolean isOf(ResourceID job) {
    return attempt.job().equals(job);
  }

  /** Takes over what changed; returns whether it has come to its end. */
  boolean update(FollowedAttempt now) {
    boolean ended = attempt.end().isEmpty() && now.end().isPresent();
    attempt = now;
    return ended;
  }

  /** Another attempt has taken its place. */
  void endAs(RunStatus status) {
    if (attempt.end().isEmpty()) {
      attempt = attempt.endedAs(status);
    }
    replaced = true;
  }

  boolean replacedAndRecorded() {
    return replaced && view instanceof TrackingView.Recorded;
  }

  /** Asks the server, and tells it the end when there is one. */
  TrackingView visit(TrackingLink link, Instant now) {
    if (view instanceof TrackingView.Recorded) {
      return view;
    }
    try {
      TrackedRun parent = run == null ? link.begin(attempt) : run;
      run = parent;
      Optional<RunStatus> end = attempt.end();
      return end.isPresent() ? link.end(attempt, parent, end.get(), now) : link.look(parent, now);
    } catch (TrackingException e) {
      return new TrackingView.Away(String.valueOf(e.getMessage()), view.stages());
    }
  }

  /** Whether that is news. */
  boolean changeTo(TrackingView seen) {
    boolean same =
        seen instanceof TrackingView.Answers answers
            ? answers.saysTheSameAs(view)
            : seen.equals(view);
    if (!same) {
      view = seen;
    }
    return !same;
  }
}
