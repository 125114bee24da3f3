package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** A coffee machine and a mug, and the reward that both tasks with the mug share. */
final class CoffeeMachine {
  private static final double RADIUS = .05;
  private static final double SUCCESS = .07;
  private static final Vec3 SCALE = vec(2, 2, 1);
  private static final Caging CAGING = new Caging(.02, .05, .05, .04, .7, Caging.Density.REACHING);

  private final Sawyer sawyer;
  private final Outcome outcome = new Outcome();
  private final int machine;
  private final int mug;
  private final int mugGeom;
  private final int goal;

  CoffeeMachine(Sawyer sawyer) {
    this.sawyer = sawyer;
    machine = sawyer.body("coffee_machine");
    mug = sawyer.body("obj");
    mugGeom = sawyer.geom("mug");
    goal = sawyer.site("mug_goal");
  }

  void moveMachine(Vec3 position) {
    sawyer.moveBody(machine, position);
  }

  void moveGoal(Vec3 position) {
    sawyer.moveSite(goal, position);
  }

  /** In this scene the mug's joint is the first one, but Python stops the ninth. */
  void placeMug(Vec3 position) {
    sawyer.setQpos(0, position.x());
    sawyer.setQpos(1, position.y());
    sawyer.setQpos(2, position.z());
    sawyer.stopFreeObject();
    sawyer.forward();
  }

  void observeMug(double[] observation) {
    sawyer.bodyPosition(mug).store(observation, Observation.OBJECT);
    sawyer.storeRotation(mugGeom, observation, Observation.OBJECT_QUATERNION);
  }

  Outcome evaluateMug(Observation o, Vec3 initial, Vec3 target, float effort) {
    Vec3 mug = o.object();
    boolean success = mug.distance(target) <= SUCCESS;
    double distance = mug.minus(target).scaled(SCALE).norm();
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double margin = initial.minus(target).scaled(SCALE).norm();
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    Promoted reward = CAGING.reward(sawyer, mug, initial, effort).both(inPlace);
    if (mug.distance(sawyer.tcp()) < .04 && o.gripper() > 0) {
      reward = reward.plus(1 + 5 * inPlace);
    }
    return outcome.set(reward, success);
  }
}
