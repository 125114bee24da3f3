package dev.graft.learning.adapter;

/** Whether a method trains a copy of the action head beside its own parameters. */
public enum HeadTraining {
  /** The head stays as it is, unless the method is to train it. */
  FROZEN,
  /** The head is trained too. */
  TRAINED
}
