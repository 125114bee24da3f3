package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** One write to the API server. */
sealed interface Action {
  /** The child the write is about. */
  HasMetadata child();

  /** What is done, in a word. */
  default String verb() {
    return switch (this) {
      case Create create -> "create";
      case Replace replace -> "replace";
      case Delete delete -> "delete";
    };
  }

  /**
   * The child is missing.
   *
   * @param child as it should be
   */
  record Create(HasMetadata child) implements Action {}

  /**
   * The child differs from what it should be.
   *
   * @param child as it should be, with the resource version of what was observed
   */
  record Replace(HasMetadata child) implements Action {}

  /**
   * The child is not needed any more.
   *
   * @param child as it was observed
   */
  record Delete(HasMetadata child) implements Action {}
}
