package dev.graft.learning.engine;

/** What the engine computes on. */
public enum Device {
  /** The processor, with the threads of the settings. */
  CPU,
  /** The first NVIDIA GPU that the process may use. */
  CUDA
}
