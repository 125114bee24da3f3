package dev.graft.operator.tracking;

import dev.graft.trainer.mlflow.TrackingException;

/** One reference on the board, and what is known of it. Visited by one thread, read by many. */
final class SoughtModel {
  private final WantedModel wanted;
  private volatile ModelView view = new ModelView.Asked();

  SoughtModel(WantedModel wanted) {
    this.wanted = wanted;
  }

  WantedModel wanted() {
    return wanted;
  }

  ModelView view() {
    return view;
  }

  /** Asks the server. */
  ModelView visit(TrackingLink link) {
    try {
      return new ModelView.Known(link.lookUp(wanted.uri()));
    } catch (TrackingException e) {
      return new ModelView.Away(String.valueOf(e.getMessage()));
    }
  }

  /** Whether that is news. */
  boolean changeTo(ModelView seen) {
    boolean news = !seen.equals(view);
    view = seen;
    return news;
  }
}
