package dev.graft.suites.metaworld;

/**
 * The degree to which an object is between the gripper's pads, as tasks with a caging reward of
 * their own have it. Unlike {@link Caging} it looks at the pads' inner sides.
 *
 * <p>Python measures margins from the pads' "initial" places, which are live views: the present
 * ones.
 *
 * @param sawyer whose pads
 * @param objectRadius of the object, in metres
 * @param xzThreshold how near the tool's centre must be, seen along the fingers' motion
 */
record PadCaging(Sawyer sawyer, double objectRadius, double xzThreshold) {
  private static final double PAD_THRESHOLD = .05;

  double caging(Vec3 object, Vec3 initial) {
    double margin = initial.distanceXz(sawyer.initialTcp()) - xzThreshold;
    double xz = Tolerance.LONG_TAIL.upTo(xzThreshold, sawyer.tcp().distanceXz(object), margin);
    return Tolerance.both(nearer(object, PAD_THRESHOLD), xz);
  }

  /** Whether both pads are at most {@code threshold} from the object. */
  double nearer(Vec3 object, double threshold) {
    Vec3 left = sawyer.leftPad();
    Vec3 right = sawyer.rightPad();
    return Tolerance.both(
        pad(left.y() - object.y(), left, object, threshold),
        pad(object.y() - right.y(), right, object, threshold));
  }

  private double pad(double gap, Vec3 pad, Vec3 object, double threshold) {
    double margin = Math.abs(object.distanceY(pad) - PAD_THRESHOLD);
    return Tolerance.LONG_TAIL.of(gap, objectRadius, threshold, margin);
  }
}
