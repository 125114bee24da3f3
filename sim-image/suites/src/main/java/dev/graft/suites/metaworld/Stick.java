package dev.graft.suites.metaworld;

/** A stick, and a thermos with a handle that it goes through. */
final class Stick {
  static final double HEIGHT = .02;
  private static final int THERMOS = 16;

  private final Sawyer sawyer;
  private final int stick;
  private final int end;
  private final int thermos;
  private final int handle;
  private final int goal;

  Stick(Sawyer sawyer) {
    this.sawyer = sawyer;
    stick = sawyer.body("stick");
    end = sawyer.site("stick_end");
    thermos = sawyer.body("object");
    handle = sawyer.site("insertion");
    goal = sawyer.site("goal");
  }

  /** The end that goes through the handle. */
  Vec3 end() {
    return sawyer.sitePosition(end);
  }

  Vec3 thermos() {
    return sawyer.bodyPosition(thermos);
  }

  Vec3 handle() {
    return sawyer.sitePosition(handle);
  }

  /** Places the stick, and the thermos at a depth. */
  void place(Vec3 position, double thermosDepth, Vec3 target) {
    sawyer.placeFreeObject(position);
    sawyer.setQpos(THERMOS, 0);
    sawyer.setQpos(THERMOS + 1, thermosDepth);
    // Python counts velocities like coordinates, of which there is one more: it stops the second
    // only.
    sawyer.setQvel(THERMOS, 0);
    sawyer.forward();
    sawyer.moveSite(goal, target);
  }

  void observe(double[] observation, Vec3 thermosSeen) {
    sawyer.bodyPosition(stick).store(observation, Observation.OBJECT);
    sawyer.storeBodyRotation(stick, observation, Observation.OBJECT_QUATERNION);
    thermosSeen.store(observation, Observation.SECOND_OBJECT);
  }

  /** Grasps the stick, brings it to the thermos, then goes to the goal. */
  static Command script(Vec3 hand, Vec3 stick, Vec3 thermos, Vec3 goal, double gain) {
    boolean far = hand.distanceXy(stick) > .02 || hand.distanceZ(stick) > .1;
    return Command.move(hand, next(hand, stick, thermos, goal), gain, far ? -1 : .7);
  }

  private static Vec3 next(Vec3 hand, Vec3 stick, Vec3 thermos, Vec3 goal) {
    if (stick.distanceX(thermos) <= .04) {
      return goal;
    }
    if (hand.distanceXy(stick) > .02) {
      return stick.plus(0, 0, .1);
    }
    if (hand.distanceZ(stick) > .02) {
      return stick;
    }
    if (stick.distanceY(thermos) > .02) {
      return stick.withY(thermos.y());
    }
    return stick.distanceZ(thermos) > .02 ? thermos.withX(stick.x()) : thermos;
  }
}
