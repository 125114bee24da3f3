package dev.graft.api;

/** Whether a policy sees the goal. */
public enum GoalVisibility {
  /** The goal's coordinates are zeroed after standardisation. */
  Masked,
  /** The goal is part of the state. */
  Visible
}
