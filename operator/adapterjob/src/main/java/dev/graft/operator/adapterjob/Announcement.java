package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Condition;
import dev.graft.operator.resources.Owner;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The Kubernetes Event that tells of a new reason, in the words of the condition Ready. Pure.
 *
 * <p>Its name follows from what it says, so that it is there once, however often it is created: a
 * job that goes to and fro between two reasons has two events.
 */
final class Announcement {
  private static final String COMPONENT = "graft-operator";

  private Announcement() {}

  /** Empty when the reason is the one that was reported last. */
  static Optional<Event> of(ObservedState observed, AdapterJobStatus status, Instant now) {
    Condition ready = Conditions.find(status, Conditions.READY).orElseThrow();
    boolean told =
        Conditions.find(observed.status(), Conditions.READY)
            .filter(last -> last.reason().equals(ready.reason()))
            .isPresent();
    return told ? Optional.empty() : Optional.of(event(observed.owner(), status, ready, now));
  }

  private static Event event(Owner job, AdapterJobStatus status, Condition ready, Instant now) {
    String time = Conditions.timestamp(now);
    boolean trouble = Reason.named(ready.reason()).filter(Reason::isTrouble).isPresent();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(job.namespace())
        .withName(job.name() + "." + digest(job, status, ready))
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(job.apiVersion())
        .withKind(job.kind())
        .withNamespace(job.namespace())
        .withName(job.name())
        .withUid(job.uid())
        .endInvolvedObject()
        .withType(trouble ? "Warning" : "Normal")
        .withReason(ready.reason())
        .withMessage(ready.message())
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance(COMPONENT)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .build();
  }

  private static UUID digest(Owner job, AdapterJobStatus status, Condition ready) {
    String text =
        String.join(
            "\n", job.uid(), String.valueOf(status.attempt()), ready.reason(), ready.message());
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
