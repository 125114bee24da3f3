package dev.graft.mujoco;

/** How much a picture may cost. */
public enum Quality {
  /** As the model's XML asks: shadows, reflections, multisampling. */
  FULL,
  /**
   * Without shadows, reflections and multisampling, and without drawing what is outside the
   * picture: some fifteen times faster in software. Colours, textures and lights are the same.
   */
  FAST
}
