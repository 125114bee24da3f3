package dev.graft.suites.metaworld;

/** A door with a handle, on a hinge. */
final class Door {
  /** Hinge angles, in radians. */
  static final double SHUT = 0;

  static final double OPEN = -1.5708;

  private final Sawyer sawyer;
  private final int body;
  private final int handle;
  private final int goal;
  private final int hinge;
  private final int hingeVelocity;

  Door(Sawyer sawyer) {
    this.sawyer = sawyer;
    body = sawyer.body("door");
    handle = sawyer.geom("handle");
    goal = sawyer.site("goal");
    hinge = sawyer.qposAddress("doorjoint");
    hingeVelocity = sawyer.qvelAddress("doorjoint");
  }

  double angle() {
    return sawyer.qpos(hinge);
  }

  void place(Vec3 position, Vec3 target, double angle) {
    sawyer.moveBody(body, position);
    sawyer.moveSite(goal, target);
    sawyer.setQpos(hinge, angle);
    sawyer.setQvel(hingeVelocity, 0);
    sawyer.forward();
  }

  void observe(double[] observation) {
    sawyer.geomPosition(handle).store(observation, Observation.OBJECT);
    sawyer.storeRotation(handle, observation, Observation.OBJECT_QUATERNION);
  }
}
