package dev.graft.api;

/** Whether a {@link Condition} holds. */
public enum ConditionStatus {
  /** It holds. */
  True,
  /** It does not. */
  False,
  /** Not known. */
  Unknown
}
