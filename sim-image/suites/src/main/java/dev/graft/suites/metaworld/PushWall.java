package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Push a puck round a wall to a goal on the table. */
final class PushWall extends Task {
  static final Definition DEFINITION =
      Definition.of("push-wall-v3", "sawyer_push_wall_v3", PushWall::new)
          .goals(vec(-.05, .85, .01), vec(.05, .9, .02))
          .random(vec(-.05, .6, .015), vec(-.05, .85, .01), vec(.05, .65, .015), vec(.05, .9, .02))
          .apart(.15);

  private static final double RADIUS = .05;
  private static final double SUCCESS = .07;
  private static final Caging CAGING = Caging.dense(.015, .05, .005);
  private static final Vec3 SCALE = vec(3, 1, 1);

  private final Puck puck = new Puck(sawyer);
  private Vec3 initial = Vec3.ZERO;

  PushWall(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    double height = puck.geomPosition().z();
    initial = Vec3.at(randomVector, 0).withZ(height);
    target = Vec3.at(randomVector, 3).withZ(height);
    puck.moveGoal(target);
    puck.place(initial);
  }

  @Override
  void observe(double[] observation) {
    puck.observeGeom(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    Vec3 puck = o.object();
    double distance = puck.distance(target);
    boolean success = distance <= SUCCESS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    Promoted reward = CAGING.reward(sawyer, puck, initial, effort).times(2);
    if (puck.distance(sawyer.tcp()) < .02 && o.gripper() > 0) {
      reward =
          puck.y() > .75
              ? reward.plus(1).plus(4).plus(3 * atGoal(distance))
              : reward.plus(1).plus(4 * roundWall(puck));
    }
    return outcome.set(reward, success);
  }

  private double roundWall(Vec3 puck) {
    Vec3 midpoint = vec(-.05, .77, puck.z());
    double distance = puck.minus(midpoint).scaled(SCALE).norm();
    double margin = initial.minus(midpoint).scaled(SCALE).norm();
    return Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
  }

  private double atGoal(double distance) {
    return Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distance(target));
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 puck = o.object().plus(-.005, 0, 0);
    Vec3 to = o.goal();
    if (hand.distanceXy(puck) > .02) {
      to = puck.plus(0, 0, .2);
    } else if (hand.distanceZ(puck) > .04) {
      to = puck.plus(0, 0, .03);
    } else if (within(puck.x(), -.1, .3) && within(puck.y(), .65, .75)) {
      to = hand.plus(-1, 0, 0);
    } else if (isBeside(puck.x()) && within(puck.y(), .695, .755)) {
      to = hand.plus(0, 1, 0);
    }
    boolean far = hand.distanceXy(o.object()) > .02 || hand.distanceZ(o.object()) > .1;
    return Command.move(hand, to, 10, far ? 0 : .6);
  }

  private static boolean within(double value, double low, double high) {
    return low <= value && value <= high;
  }

  /** Of the wall, on either side. */
  private static boolean isBeside(double x) {
    return (-.15 < x && x < .05) || (.15 < x && x < .35);
  }
}
