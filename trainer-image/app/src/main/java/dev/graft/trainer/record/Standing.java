package dev.graft.trainer.record;

import dev.graft.trainer.mlflow.TrackingException;
import java.util.List;
import java.util.Optional;

/**
 * How the delivery of a run's records stands.
 *
 * @param waiting records on disk that the server does not have
 * @param problem why they wait; empty while the server answers
 * @param setAside what the server refused for good, and why
 */
public record Standing(int waiting, Optional<TrackingException> problem, List<String> setAside) {
  /** Copies the list. */
  public Standing {
    setAside = List.copyOf(setAside);
  }
}
