package dev.graft.mujoco;

import java.util.Arrays;

/** Where a camera is and what it looks at, in the world's coordinates. Immutable. */
public final class Pose {
  private static final int POSITION = 0;
  private static final int AXES = 3;
  private static final int FOVY = 12;

  /** Position, axes as the columns of a row-major matrix, and the vertical field of view. */
  private final double[] numbers;

  private Pose(double[] numbers) {
    this.numbers = numbers;
  }

  /**
   * A camera that looks at a point, upright: what is above is up in the picture. Computed as for
   * MuJoCo's cameras of mode {@code targetbody} (MuJoCo 3.3.0, engine_core_smooth.c, mj_camlight),
   * so that pictures are equal to theirs.
   *
   * @param position of the camera in metres {@code [3]}
   * @param target the point {@code [3]}, neither where the camera is nor straight above or below it
   * @param fovyDegrees vertical field of view
   */
  public static Pose lookingAt(double[] position, double[] target, double fovyDegrees) {
    double[] back = unit(minus(position, target));
    double[] right = unit(new double[] {-back[1], back[0], 0}); // (0, 0, 1) x back
    double[] up = unit(cross(back, right)); // once more, for MuJoCo rounds once more
    double[] numbers = new double[FOVY + 1];
    System.arraycopy(position, 0, numbers, POSITION, 3);
    for (int row = 0; row < 3; row++) {
      numbers[AXES + 3 * row] = right[row];
      numbers[AXES + 3 * row + 1] = up[row];
      numbers[AXES + 3 * row + 2] = back[row];
    }
    numbers[FOVY] = fovyDegrees;
    return new Pose(numbers);
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  private static double[] unit(double[] vector) {
    double length =
        Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    if (!(length > 0)) {
      throw new IllegalArgumentException(
          "the camera is at its target, or straight above or below it: move it aside");
    }
    double inverse = 1 / length;
    return new double[] {vector[0] * inverse, vector[1] * inverse, vector[2] * inverse};
  }

  /** As the native code takes it; not to be written to. */
  double[] numbers() {
    return numbers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pose pose && Arrays.equals(numbers, pose.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return Arrays.toString(numbers);
  }
}
