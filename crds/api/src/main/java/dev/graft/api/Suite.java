package dev.graft.api;

/** The simulated benchmarks. */
public enum Suite {
  /** Meta-World v3, the tasks of the Python package {@code metaworld} 3.1.1. */
  MetaWorld
}
