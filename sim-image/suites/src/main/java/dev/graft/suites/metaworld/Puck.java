package dev.graft.suites.metaworld;

/**
 * The free puck of the reach, push and pick-and-place scenes, with the site that marks its goal.
 */
final class Puck {
  private final Sawyer sawyer;
  private final int body;
  private final int geom;
  private final int goal;

  Puck(Sawyer sawyer) {
    this.sawyer = sawyer;
    body = sawyer.body("obj");
    geom = sawyer.geom("objGeom");
    goal = sawyer.site("goal");
  }

  Vec3 position() {
    return sawyer.bodyPosition(body);
  }

  void place(Vec3 position) {
    sawyer.placeFreeObject(position);
  }

  void moveGoal(Vec3 position) {
    sawyer.moveSite(goal, position);
  }

  void observe(double[] observation) {
    position().store(observation, Observation.OBJECT);
    observeOrientation(observation);
  }

  /** Where the geom is: some tasks observe it, where others observe the body. */
  Vec3 geomPosition() {
    return sawyer.geomPosition(geom);
  }

  /** As {@link #observe}, by the geom's position. */
  void observeGeom(double[] observation) {
    geomPosition().store(observation, Observation.OBJECT);
    observeOrientation(observation);
  }

  private void observeOrientation(double[] observation) {
    sawyer.storeRotation(geom, observation, Observation.OBJECT_QUATERNION);
  }
}
