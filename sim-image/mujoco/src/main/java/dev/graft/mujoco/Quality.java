package dev.graft.mujoco;

/** How much a picture may cost. */
public enum Quality {
  /** As the model's XML asks: shadows, reflections, multisampling. */
  FULL,
  /** Without shadows, reflections and multisampling: some fifteen times faster in software. */
  FAST
}
