package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the conditions of one report. {@code Ready}, {@code Reconciling} and {@code Stalled} are
 * those that kstatus, and with it GitOps tools, read.
 */
final class Conditions {
  /** All that was asked for is done. */
  static final String READY = "Ready";

  /** Graft is at work on it. */
  static final String RECONCILING = "Reconciling";

  /** It goes no further without a person. */
  static final String STALLED = "Stalled";

  /** The simulators answer. */
  static final String SIMULATORS_READY = "SimulatorsReady";

  /** The backbone is pretrained. */
  static final String BACKBONE_READY = "BackboneReady";

  /** The tracking server takes records. */
  static final String TRACKING_AVAILABLE = "TrackingAvailable";

  private final @Nullable AdapterJobStatus previous;
  private final long generation;
  private final Instant now;
  private final List<Condition> conditions = new ArrayList<>();

  Conditions(@Nullable AdapterJobStatus previous, long generation, Instant now) {
    this.previous = previous;
    this.generation = generation;
    this.now = now;
  }

  /** Adds a condition; its transition time moves only when its status does. */
  Conditions add(String type, ConditionStatus status, Finding finding) {
    String since =
        find(previous, type)
            .filter(last -> last.status() == status)
            .map(Condition::lastTransitionTime)
            .orElseGet(() -> timestamp(now));
    conditions.add(
        new Condition(type, status, generation, since, finding.reason().word(), finding.message()));
    return this;
  }

  List<Condition> list() {
    return List.copyOf(conditions);
  }

  /** Whether a status says that a condition holds. */
  static boolean holds(AdapterJobStatus status, String type) {
    return find(status, type).filter(found -> found.status() == ConditionStatus.True).isPresent();
  }

  static Optional<Condition> find(@Nullable AdapterJobStatus status, String type) {
    return status == null ? Optional.empty() : find(status.conditions(), type);
  }

  static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** Kubernetes' timestamps have whole seconds. */
  static String timestamp(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
