package dev.graft.suites.metaworld;

/**
 * A point or direction in metres, or a gripper's three angles; arithmetic rounds as numpy's on
 * float64 arrays of three.
 */
record Vec3(double x, double y, double z) {
  static final Vec3 ZERO = new Vec3(0, 0, 0);

  static Vec3 vec(double x, double y, double z) {
    return new Vec3(x, y, z);
  }

  /** A constant that the Python package keeps in float32. */
  static Vec3 single(double x, double y, double z) {
    return new Vec3((float) x, (float) y, (float) z);
  }

  /** Three consecutive numbers of an array. */
  static Vec3 at(double[] numbers, int offset) {
    return new Vec3(numbers[offset], numbers[offset + 1], numbers[offset + 2]);
  }

  Vec3 plus(Vec3 other) {
    return new Vec3(x + other.x, y + other.y, z + other.z);
  }

  Vec3 plus(double dx, double dy, double dz) {
    return new Vec3(x + dx, y + dy, z + dz);
  }

  Vec3 minus(Vec3 other) {
    return new Vec3(x - other.x, y - other.y, z - other.z);
  }

  /** Each coordinate times its own factor. */
  Vec3 scaled(Vec3 factors) {
    return new Vec3(x * factors.x, y * factors.y, z * factors.z);
  }

  Vec3 times(double factor) {
    return new Vec3(x * factor, y * factor, z * factor);
  }

  Vec3 withX(double newX) {
    return new Vec3(newX, y, z);
  }

  Vec3 withY(double newY) {
    return new Vec3(x, newY, z);
  }

  Vec3 withZ(double newZ) {
    return new Vec3(x, y, newZ);
  }

  /** As numpy's: its dot product fuses each multiplication with the addition that follows. */
  double norm() {
    return Math.sqrt(Math.fma(z, z, Math.fma(y, y, x * x)));
  }

  double distance(Vec3 other) {
    return minus(other).norm();
  }

  /** Distance in the plane of the table. */
  double distanceXy(Vec3 other) {
    return norm2(x - other.x, y - other.y);
  }

  /** Distance in the plane that the gripper's fingers do not close in. */
  double distanceXz(Vec3 other) {
    return norm2(x - other.x, z - other.z);
  }

  /** Difference in depth, away from the robot. */
  double distanceY(Vec3 other) {
    return Math.abs(y - other.y);
  }

  /** Difference in breadth. */
  double distanceX(Vec3 other) {
    return Math.abs(x - other.x);
  }

  /** Difference in height. */
  double distanceZ(Vec3 other) {
    return Math.abs(z - other.z);
  }

  private static double norm2(double a, double b) {
    return Math.sqrt(Math.fma(b, b, a * a));
  }

  void store(double[] numbers, int offset) {
    numbers[offset] = x;
    numbers[offset + 1] = y;
    numbers[offset + 2] = z;
  }
}
