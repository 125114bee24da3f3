package dev.graft.suites.metaworld;

/**
 * A region that rewards shun: 1 outside, rising from 0 at one corner to 1 at the other inside
 * (metaworld 3.1.1, utils/reward_utils.py, rect_prism_tolerance).
 */
record Prism(Vec3 zero, Vec3 one) {
  boolean contains(Vec3 point) {
    return between(point.x(), zero.x(), one.x())
        && between(point.y(), zero.y(), one.y())
        && between(point.z(), zero.z(), one.z());
  }

  double tolerance(Vec3 point) {
    if (!contains(point)) {
      return 1;
    }
    Vec3 size = one.minus(zero);
    Vec3 at = point.minus(zero);
    return at.x() / size.x() * (at.y() / size.y()) * (at.z() / size.z());
  }

  private static boolean between(double value, double a, double b) {
    return Math.min(a, b) <= value && value <= Math.max(a, b);
  }
}
