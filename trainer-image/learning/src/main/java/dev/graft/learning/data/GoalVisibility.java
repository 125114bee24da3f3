package dev.graft.learning.data;

/** Whether a policy sees the goal. */
public enum GoalVisibility {
  /** The goal's coordinates are 0 after standardisation, which is their mean. */
  MASKED,
  /** The goal is part of the state. */
  VISIBLE
}
