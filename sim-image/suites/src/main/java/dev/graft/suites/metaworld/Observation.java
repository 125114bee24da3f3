package dev.graft.suites.metaworld;

/**
 * The 39 numbers that a policy sees: 18 of the present, the same 18 of the step before, the goal.
 *
 * <pre>
 *   0..2  hand           4..6  first object    11..13 second object
 *   3     gripper        7..10 its orientation 14..17 its orientation
 * </pre>
 *
 * Objects that a task does not have are zero. The gripper is 0 when closed, 1 when 0.1 m open.
 *
 * @param numbers the 39 numbers, live
 */
record Observation(double[] numbers) {
  static final int SIZE = 39;
  static final int PRESENT = 18;
  static final int GRIPPER = 3;
  static final int OBJECT = 4;
  static final int OBJECT_QUATERNION = 7;
  static final int SECOND_OBJECT = 11;
  static final int SECOND_OBJECT_QUATERNION = 14;
  static final int GOAL = 36;

  Vec3 hand() {
    return Vec3.at(numbers, 0);
  }

  double gripper() {
    return numbers[GRIPPER];
  }

  Vec3 object() {
    return Vec3.at(numbers, OBJECT);
  }

  /** How far the first object's orientation is from a quaternion, as numbers. */
  double turnedFrom(double a, double b, double c, double d) {
    double x = numbers[OBJECT_QUATERNION] - a;
    double y = numbers[OBJECT_QUATERNION + 1] - b;
    double z = numbers[OBJECT_QUATERNION + 2] - c;
    double w = numbers[OBJECT_QUATERNION + 3] - d;
    return Math.sqrt(Math.fma(w, w, Math.fma(z, z, Math.fma(y, y, x * x))));
  }

  Vec3 secondObject() {
    return Vec3.at(numbers, SECOND_OBJECT);
  }

  Vec3 goal() {
    return Vec3.at(numbers, GOAL);
  }
}
