package dev.graft.operator.resources;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As whom pods run, and which group owns their volumes.
 *
 * @param id of the user and of the group; null: the cluster gives both, as OpenShift does, or those
 *     of the image hold
 */
public record PodUser(@Nullable Long id) {
  /** That of the images: not root, and nobody else's in usual images. */
  public static final PodUser IMAGES = new PodUser(65532L);

  /** The word for a user that the cluster gives. */
  public static final String CLUSTER = "cluster";

  /** Kubernetes takes no greater one. */
  private static final long MAX_ID = Integer.MAX_VALUE;

  /** Checks that it is not root, as which no pod may run. */
  public PodUser {
    if (id != null && (id < 1 || id > MAX_ID)) {
      throw new IllegalArgumentException("id is " + id + ": give it a number from 1 to " + MAX_ID);
    }
  }

  /** Reads a number from 1 on or {@value #CLUSTER}; empty when it is neither. */
  public static Optional<PodUser> parse(String text) {
    if (text.equals(CLUSTER)) {
      return Optional.of(new PodUser(null));
    }
    return text.matches("[1-9]\\d{0,9}") && Long.parseLong(text) <= MAX_ID
        ? Optional.of(new PodUser(Long.valueOf(text)))
        : Optional.empty();
  }
}
