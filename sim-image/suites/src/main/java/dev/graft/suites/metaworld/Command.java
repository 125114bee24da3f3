package dev.graft.suites.metaworld;

/**
 * What a scripted policy does: a proportional step of the hand, and an effort of the gripper,
 * positive to close it.
 */
record Command(Vec3 delta, double effort) {
  /** Moves the hand towards a place; {@code gain} in actions per metre. */
  static Command move(Vec3 hand, Vec3 to, double gain, double effort) {
    return new Command(to.minus(hand).times(gain), effort);
  }

  /** Writes the action in float32, as the Python policies do. */
  void store(double[] action) {
    action[0] = (float) delta.x();
    action[1] = (float) delta.y();
    action[2] = (float) delta.z();
    action[3] = (float) effort;
  }
}
