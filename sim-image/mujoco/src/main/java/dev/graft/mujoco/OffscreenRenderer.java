package dev.graft.mujoco;

import dev.graft.mujoco.binding.global.mujoco;
import dev.graft.mujoco.binding.graft_renderer;
import java.util.Objects;

/**
 * Takes pictures of simulations of one model without a window, through EGL or, without it, OSMesa
 * ({@code MUJOCO_GL=egl} or {@code osmesa} in the environment insists on one).
 *
 * <p>Holds the model's meshes and textures in OpenGL's memory: tens of megabytes, and a fraction of
 * a second to open. Any thread may use it; one after the other. {@link SharedRenderer} lets many
 * cameras share few of them.
 */
public final class OffscreenRenderer implements AutoCloseable {
  private final graft_renderer handle;
  private boolean closed;

  /**
   * Opens a renderer.
   *
   * @param model whose meshes and textures are shown; forks of it can be rendered too
   * @param quality what a picture may cost
   * @throws MujocoException if this machine has no OpenGL; names the packages that bring it
   */
  public OffscreenRenderer(Model model, Quality quality) {
    try {
      handle = mujoco.graft_open_renderer(model.struct(), quality == Quality.FAST);
    } catch (RuntimeException e) {
      throw new MujocoException("cannot open a renderer", e);
    }
  }

  /**
   * Takes a picture of the present state, which must have been computed by a step or {@link
   * Simulation#forward}. The simulation must rest meanwhile.
   *
   * @param rgb receives rows from the top, of red, green and blue bytes {@code [height, width, 3]}
   */
  public synchronized void rgb(Simulation simulation, View view, PictureSize size, byte[] rgb) {
    requireOpen();
    requireLength("rgb", rgb.length, size.rgbBytes(), size);
    Model model = simulation.model();
    requireCamera(model, view);
    try {
      mujoco.graft_render_rgb(
          handle,
          model.struct(),
          simulation.struct(),
          view.camera(),
          pose(view),
          view.turn() == View.Turn.HALF,
          size.width(),
          size.height(),
          rgb);
    } catch (RuntimeException e) {
      throw new MujocoException("cannot render", e);
    }
  }

  /**
   * Measures how far away everything is, along the camera's axis, as {@link #rgb} would show it.
   * The numbers are those of Python's {@code mujoco.Renderer} with depth rendering enabled; where
   * nothing is, they are the distance of the far clipping plane.
   *
   * @param metres receives rows from the top {@code [height, width]}
   */
  public synchronized void depth(
      Simulation simulation, View view, PictureSize size, float[] metres) {
    requireOpen();
    requireLength("metres", metres.length, size.pixels(), size);
    Model model = simulation.model();
    requireCamera(model, view);
    try {
      mujoco.graft_render_depth(
          handle,
          model.struct(),
          simulation.struct(),
          view.camera(),
          pose(view),
          view.turn() == View.Turn.HALF,
          size.width(),
          size.height(),
          metres);
    } catch (RuntimeException e) {
      throw new MujocoException("cannot render", e);
    }
  }

  private static void requireLength(String field, int length, int wanted, PictureSize size) {
    if (length != wanted) {
      throw new IllegalArgumentException(
          "%s has room for %d, a picture of %s pixels takes %d"
              .formatted(field, length, size, wanted));
    }
  }

  private static void requireCamera(Model model, View view) {
    Objects.checkIndex(view.camera() - View.FREE_CAMERA, model.struct().ncam() + 1);
  }

  @SuppressWarnings("NullAway") // the native function takes null for the camera's own pose
  private static double[] pose(View view) {
    return view.pose() == null ? null : view.pose().numbers();
  }

  /** The OpenGL implementation, such as {@code EGL, llvmpipe (...), OpenGL 4.5 ...}. */
  public synchronized String implementation() {
    requireOpen();
    return mujoco.graft_renderer_name(handle).getString();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the renderer is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    mujoco.graft_close_renderer(handle);
  }
}
