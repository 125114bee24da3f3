package dev.graft.mujoco;

import dev.graft.mujoco.binding.global.mujoco;
import dev.graft.mujoco.binding.graft_renderer;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;

/**
 * Takes pictures of simulations of one model without a window, through EGL or, without it, OSMesa
 * ({@code MUJOCO_GL=egl} or {@code osmesa} in the environment insists on one).
 *
 * <p>OpenGL contexts belong to a thread: open, use and close a renderer in one and the same; other
 * threads are refused.
 */
public final class OffscreenRenderer implements AutoCloseable {
  /** The camera of the viewer, for models without one of their own. */
  public static final int FREE_CAMERA = -1;

  private final Thread owner = Thread.currentThread();
  private final int width;
  private final int height;
  private final graft_renderer handle;
  private final BytePointer pixels;
  private boolean closed;

  /**
   * Opens a renderer.
   *
   * @param model whose meshes and textures are shown; forks of it can be rendered too
   * @param width of the pictures, in pixels
   * @param height of the pictures, in pixels
   * @param quality what a picture may cost
   * @throws MujocoException if this machine has no OpenGL; names the packages that bring it
   */
  public OffscreenRenderer(Model model, int width, int height, Quality quality) {
    this.width = positive("width", width);
    this.height = positive("height", height);
    try {
      handle = mujoco.graft_open_renderer(model.struct(), width, height, quality == Quality.FAST);
    } catch (RuntimeException e) {
      throw new MujocoException("cannot open a renderer", e);
    }
    pixels = new BytePointer(frameBytes());
  }

  private static int positive(String name, int pixels) {
    if (pixels < 1 || pixels > 8192) {
      throw new IllegalArgumentException(
          "%s is %d, must be a number of pixels from 1 to 8192".formatted(name, pixels));
    }
    return pixels;
  }

  /** Bytes of one picture: three for each pixel. */
  public int frameBytes() {
    return Math.multiplyExact(3, Math.multiplyExact(width, height));
  }

  /**
   * Takes a picture of the present state, which must have been computed by a step or {@link
   * Simulation#forward}.
   *
   * @param camera the index of one of the model's cameras, or {@link #FREE_CAMERA}
   * @param rgb receives rows from the top, of red, green and blue bytes {@code [height, width, 3]}
   */
  public void render(Simulation simulation, int camera, byte[] rgb) {
    requireOwner();
    if (rgb.length != frameBytes()) {
      throw new IllegalArgumentException(
          "rgb has %d bytes, a picture of %d x %d pixels takes %d"
              .formatted(rgb.length, width, height, frameBytes()));
    }
    Model model = simulation.model();
    Objects.checkIndex(camera + 1, model.struct().ncam() + 1);
    try {
      mujoco.graft_render(handle, model.struct(), simulation.struct(), camera, pixels);
    } catch (RuntimeException e) {
      throw new MujocoException("cannot render", e);
    }
    pixels.get(rgb);
  }

  /** The OpenGL implementation, such as {@code EGL, llvmpipe (...), OpenGL 4.5 ...}. */
  public String implementation() {
    requireOwner();
    return mujoco.graft_renderer_name(handle).getString();
  }

  private void requireOwner() {
    if (closed) {
      throw new IllegalStateException("the renderer is closed");
    }
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "the renderer belongs to thread %s: open one in thread %s"
              .formatted(owner.getName(), Thread.currentThread().getName()));
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    requireOwner();
    closed = true;
    pixels.close();
    mujoco.graft_close_renderer(handle);
  }
}
