package dev.graft.simulator.server.rollout;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.graft.mujoco.PictureSize;
import dev.graft.simulator.v1.Picture;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.FrameSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A camera before every environment of a session.
 *
 * @param settings how it takes pictures
 * @param channels what they hold
 */
record SessionCamera(CameraSettings settings, Channels channels) {
  /** What a picture holds. */
  enum Channels {
    RGB,
    RGB_AND_DEPTH
  }

  /** Bytes of one picture. */
  long bytes() {
    PictureSize size = settings.size();
    return switch (channels) {
      case RGB -> size.rgbBytes();
      case RGB_AND_DEPTH -> size.rgbBytes() + (long) Float.BYTES * size.pixels();
    };
  }

  /** A picture of one environment. */
  Picture take(FrameSource source) {
    // The message keeps the arrays, so each picture has its own.
    Picture.Builder picture =
        Picture.newBuilder().setRgb(UnsafeByteOperations.unsafeWrap(source.rgb()));
    if (channels == Channels.RGB_AND_DEPTH) {
      picture.setDepth(bytes(source.depth()));
    }
    return picture.build();
  }

  private static ByteString bytes(float[] numbers) {
    byte[] bytes = new byte[Float.BYTES * numbers.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }
}
