package dev.graft.suites.metaworld;

import java.nio.DoubleBuffer;

/** Quaternions from matrices. */
final class Rotation {
  private Rotation() {}

  /**
   * The quaternion (x, y, z, w) of a row-major 3 x 3 matrix, by the method and in the order of
   * operations of scipy's {@code Rotation.from_matrix(...).as_quat()}.
   */
  static void quaternion(DoubleBuffer matrix, int at, double[] out, int offset) {
    double m00 = matrix.get(at);
    double m11 = matrix.get(at + 4);
    double m22 = matrix.get(at + 8);
    double trace = m00 + m11 + m22;
    double x = matrix.get(at + 7) - matrix.get(at + 5);
    double y = matrix.get(at + 2) - matrix.get(at + 6);
    double z = matrix.get(at + 3) - matrix.get(at + 1);
    double w = 1 + trace;
    double xy = matrix.get(at + 3) + matrix.get(at + 1);
    double xz = matrix.get(at + 6) + matrix.get(at + 2);
    double yz = matrix.get(at + 7) + matrix.get(at + 5);
    // Built around the largest of (m00, m11, m22, trace), the first one when equal.
    if (m00 >= m11 && m00 >= m22 && m00 >= trace) {
      normalise(1 - trace + 2 * m00, xy, xz, x, out, offset);
    } else if (m11 >= m22 && m11 >= trace) {
      normalise(xy, 1 - trace + 2 * m11, yz, y, out, offset);
    } else if (m22 >= trace) {
      normalise(xz, yz, 1 - trace + 2 * m22, z, out, offset);
    } else {
      normalise(x, y, z, w, out, offset);
    }
  }

  private static void normalise(double x, double y, double z, double w, double[] out, int offset) {
    double norm = Math.sqrt(x * x + y * y + z * z + w * w);
    out[offset] = x / norm;
    out[offset + 1] = y / norm;
    out[offset + 2] = z / norm;
    out[offset + 3] = w / norm;
  }
}
