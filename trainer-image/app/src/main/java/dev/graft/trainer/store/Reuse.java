package dev.graft.trainer.store;

/** Where a stage looks for what it would otherwise make. */
public enum Reuse {
  /** In the store, then in the finished runs of the experiment: for stages that share no disk. */
  StoreAndTracking,
  /** In the store alone: with an empty one, everything is made anew. */
  StoreOnly
}
