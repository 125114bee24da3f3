package dev.graft.cli.sim;

import dev.graft.mujoco.PictureSize;
import dev.graft.suites.FrameSource;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What cameras give, as images and files. */
final class Pictures {
  private static final int FARTHEST_MILLIMETRES = 65_535;

  /** Beyond it, pictures of distances for people are black. */
  private static final float BLACK_METRES = 4;

  private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int NPY_ALIGNMENT = 64;

  private Pictures() {}

  /** The colours of the present. */
  static BufferedImage rgb(FrameSource camera) {
    PictureSize size = camera.size();
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    camera.rgb(bgr);
    for (int i = 0; i < bgr.length; i += 3) {
      byte red = bgr[i];
      bgr[i] = bgr[i + 2];
      bgr[i + 2] = red;
    }
    return image;
  }

  /** The distances of the present in millimetres, 16 bits each; 65535 is 65.535 m or more. */
  static BufferedImage millimetres(FrameSource camera) {
    PictureSize size = camera.size();
    float[] metres = camera.depth();
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_USHORT_GRAY);
    short[] values = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) Math.min(Math.round(1000 * metres[i]), FARTHEST_MILLIMETRES);
    }
    return image;
  }

  /** The distances of the present for people: the nearer the brighter, black from 4 m on. */
  static BufferedImage shades(FrameSource camera) {
    PictureSize size = camera.size();
    float[] metres = camera.depth();
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] values = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Math.round(255 * (1 - Math.min(metres[i] / BLACK_METRES, 1)));
    }
    return image;
  }

  /** The colours of the present as numpy loads them: uint8 [height, width, 3]. */
  static void writeRgbArray(FrameSource camera, OutputStream file) throws IOException {
    PictureSize size = camera.size();
    file.write(npyHeader("|u1", "(%d, %d, 3)".formatted(size.height(), size.width())));
    file.write(camera.rgb());
  }

  /** The distances of the present as numpy loads them: float32 [height, width], in metres. */
  static void writeDepthArray(FrameSource camera, OutputStream file) throws IOException {
    PictureSize size = camera.size();
    file.write(npyHeader("<f4", "(%d, %d)".formatted(size.height(), size.width())));
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * size.pixels()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(camera.depth());
    file.write(bytes.array());
  }

  /** Of numpy's format 1.0: a dictionary, padded with blanks so that the numbers are aligned. */
  private static byte[] npyHeader(String type, String shape) {
    String text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    int unpadded = NPY.length + Short.BYTES + text.length() + 1;
    int length = (unpadded + NPY_ALIGNMENT - 1) / NPY_ALIGNMENT * NPY_ALIGNMENT;
    String padded = text + " ".repeat(length - unpadded) + "\n";
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NPY)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
