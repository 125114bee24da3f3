package dev.graft.suites.metaworld;

/** A handle on a box, and the reward for pressing it down. */
final class PressedHandle {
  private static final double RADIUS = .02;
  private static final double REACH = .02;
  private static final double UP = -.001;

  private final Sawyer sawyer;
  private final Outcome outcome = new Outcome();
  private final int box;
  private final int handle;
  private final int goal;
  private Vec3 initial = Vec3.ZERO;

  PressedHandle(Sawyer sawyer) {
    this.sawyer = sawyer;
    box = sawyer.body("box");
    handle = sawyer.site("handleStart");
    goal = sawyer.site("goalPress");
  }

  /** Places the box, the handle up; returns where the handle is to go. */
  Vec3 place(Vec3 position) {
    sawyer.moveBody(box, position);
    sawyer.placeJoint(UP);
    initial = sawyer.sitePosition(handle);
    return sawyer.sitePosition(goal);
  }

  void observe(double[] observation) {
    sawyer.sitePosition(handle).store(observation, Observation.OBJECT);
  }

  Outcome evaluate(Vec3 handle, Vec3 target) {
    double distance = handle.distanceZ(target);
    boolean success = distance <= RADIUS;
    if (success) {
      return outcome.set(10, true);
    }
    double margin = Math.abs(initial.distanceZ(target) - RADIUS);
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    double reachMargin = Math.abs(initial.distance(sawyer.initialTcp()) - REACH);
    double reach = Tolerance.LONG_TAIL.upTo(REACH, handle.distance(sawyer.tcp()), reachMargin);
    return outcome.set(Tolerance.both(reach, inPlace) * 10, false);
  }
}
