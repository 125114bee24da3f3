package dev.graft.suites.metaworld;

/**
 * The reward for having an object between the fingers and closing them, which the grasping tasks
 * share (metaworld 3.1.1, sawyer_xyz_env.py, _gripper_caging_reward).
 *
 * @param objectRadius of the object, in metres
 * @param padThreshold how near a pad must be to the object
 * @param xzThreshold how near the tool's centre must be, seen along the fingers' motion
 * @param reachRadius how near it must be in space, where the density asks for it
 * @param effort of the gripper that counts as closed
 * @param density what is added to the sparse reward for grasping
 */
record Caging(
    double objectRadius,
    double padThreshold,
    double xzThreshold,
    double reachRadius,
    double effort,
    Density density) {

  /** What is averaged with the reward for grasping, so that there is one before it. */
  enum Density {
    /** Nothing. */
    SPARSE,
    /** The reward for reaching the object. */
    REACHING,
    /** The reward for caging the object. */
    CAGING
  }

  static Caging dense(double objectRadius, double padThreshold, double xzThreshold) {
    return new Caging(objectRadius, padThreshold, xzThreshold, 0, 1, Density.CAGING);
  }

  private static final double CAGED = .97;

  Promoted reward(Sawyer sawyer, Vec3 object, Vec3 initial, float commanded) {
    double caging = caging(sawyer, object, initial);
    Promoted grasping = gripping(caging, commanded, effort).both(caging);
    return switch (density) {
      case SPARSE -> grasping;
      case REACHING -> grasping.plus(reach(sawyer, object, initial)).over(2);
      case CAGING -> grasping.plus(caging).over(2);
    };
  }

  /** The dense reward for a degree of caging that was computed otherwise. */
  static Promoted grasp(double caging, float commanded) {
    return gripping(caging, commanded, 1).both(caging).plus(caging).over(2);
  }

  private static Promoted gripping(double caging, float commanded, double effort) {
    return caging > CAGED ? Promoted.closing(commanded, effort) : Promoted.float64(0);
  }

  private double caging(Sawyer sawyer, Vec3 object, Vec3 initial) {
    double left = padCaging(sawyer.leftPad().y(), object, initial);
    double right = padCaging(sawyer.rightPad().y(), object, initial);
    double margin = initial.distanceXz(sawyer.initialTcp()) - xzThreshold;
    double xz = Tolerance.LONG_TAIL.upTo(xzThreshold, sawyer.tcp().distanceXz(object), margin);
    return Tolerance.both(Tolerance.both(left, right), xz);
  }

  private double padCaging(double pad, Vec3 object, Vec3 initial) {
    double margin = Math.abs(Math.abs(pad - initial.y()) - padThreshold);
    double gap = Math.abs(pad - object.y());
    return Tolerance.LONG_TAIL.of(gap, objectRadius, padThreshold, margin);
  }

  private double reach(Sawyer sawyer, Vec3 object, Vec3 initial) {
    double margin = Math.abs(initial.distance(sawyer.initialTcp()) - reachRadius);
    return Tolerance.LONG_TAIL.upTo(reachRadius, object.distance(sawyer.tcp()), margin);
  }
}
