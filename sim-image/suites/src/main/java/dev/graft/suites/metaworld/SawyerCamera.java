package dev.graft.suites.metaworld;

import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.SharedRenderer;
import dev.graft.mujoco.Simulation;
import dev.graft.mujoco.View;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.FrameSource;

/** One camera before one simulation. */
record SawyerCamera(Simulation simulation, View view, PictureSize size, SharedRenderer renderer)
    implements FrameSource {

  static SawyerCamera open(Simulation simulation, CameraSettings settings) {
    View view = Viewpoint.named(settings.name()).view(simulation.model(), settings.orientation());
    return new SawyerCamera(
        simulation,
        view,
        settings.size(),
        SharedRenderer.of(simulation.model(), settings.quality()));
  }

  @Override
  public void rgb(byte[] rgb) {
    renderer.rgb(simulation, view, size, rgb);
  }

  @Override
  public void depth(float[] metres) {
    renderer.depth(simulation, view, size, metres);
  }

  @Override
  public void close() {
    renderer.close();
  }
}
