package dev.graft.suites.metaworld;

import dev.graft.mujoco.OffscreenRenderer;
import dev.graft.mujoco.Simulation;
import dev.graft.suites.FrameSource;

/** One of a scene's cameras. */
record Camera(Simulation simulation, int index, OffscreenRenderer renderer, int width, int height)
    implements FrameSource {

  @Override
  public byte[] frame() {
    byte[] rgb = new byte[renderer.frameBytes()];
    renderer.render(simulation, index, rgb);
    return rgb;
  }

  @Override
  public void close() {
    renderer.close();
  }
}
