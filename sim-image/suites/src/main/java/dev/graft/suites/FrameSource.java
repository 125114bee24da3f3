package dev.graft.suites;

/** A camera in an environment. Belongs to the thread that opened it. */
public interface FrameSource extends AutoCloseable {
  /** Width of the pictures, in pixels. */
  int width();

  /** Height of the pictures, in pixels. */
  int height();

  /** A new picture of the present: rows from the top of RGB bytes {@code [height, width, 3]}. */
  byte[] frame();

  @Override
  void close();
}
