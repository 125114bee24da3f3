package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * A child that could not be created, since an object of its name belongs to somebody else.
 *
 * @param object kind and name, such as {@code Job reach-backbone-0a1b2c3d4e}
 */
record Conflict(String object) {
  static Conflict over(HasMetadata child) {
    return new Conflict(child.getKind() + " " + child.getMetadata().getName());
  }
}
