package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a child could not be written, and will not be when the same is tried again. */
sealed interface Conflict {
  /** Bad request, forbidden (permissions, quotas, policies), invalid. */
  Set<Integer> REFUSALS = Set.of(400, 403, 422);

  /** Kind and name of the child, such as {@code Job reach-backbone-0a1b2c3d4e}. */
  String object();

  /** An object of its name belongs to somebody else. */
  record Taken(String object) implements Conflict {}

  /**
   * The API server does not want it.
   *
   * @param why its own words
   */
  record Refused(String object, String why) implements Conflict {}

  static Conflict over(HasMetadata child) {
    return new Taken(name(child));
  }

  /** The refusal that an exception tells of, if it is one. */
  static Optional<Conflict> refusal(HasMetadata child, KubernetesClientException e) {
    return Optional.of(e.getCode())
        .filter(REFUSALS::contains)
        .map(code -> new Refused(name(child), words(e)));
  }

  /** What to tell of some conflicts, at least one. */
  static Finding told(List<Conflict> conflicts) {
    return conflicts.stream()
        .filter(Refused.class::isInstance)
        .map(Refused.class::cast)
        .findFirst()
        .map(refused -> Finding.of(Reason.CHILD_REFUSED, refused.object(), refused.why()))
        .orElseGet(
            () ->
                Finding.of(
                    Reason.NAME_TAKEN,
                    conflicts.stream().map(Conflict::object).collect(Collectors.joining(", "))));
  }

  private static String name(HasMetadata child) {
    return child.getKind() + " " + child.getMetadata().getName();
  }

  private static String words(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .orElseGet(() -> "HTTP status " + e.getCode())
        .strip()
        .replaceAll("\\.+$", "");
  }
}
