package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pick a puck up and carry it over a wall to a goal in the air. */
final class PickPlaceWall extends Task {
  static final Definition DEFINITION =
      Definition.of("pick-place-wall-v3", "sawyer_pick_place_wall_v3", PickPlaceWall::new)
          .goals(vec(-.05, .85, .05), vec(.05, .9, .3))
          .random(vec(-.05, .6, .015), vec(-.05, .85, .05), vec(.05, .65, .015), vec(.05, .9, .3))
          .apart(.15);

  private static final double RADIUS = .05;
  private static final double SUCCESS = .07;
  private static final Caging CAGING = new Caging(.015, .05, .005, .01, 1, Caging.Density.SPARSE);
  private static final Vec3 SCALE = vec(1, 1, 3);

  private final Puck puck = new Puck(sawyer);
  private Vec3 initial = Vec3.ZERO;

  PickPlaceWall(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    puck.place(initial);
    puck.moveGoal(target);
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
    double over = overWall(puck);
    Promoted reward = CAGING.reward(sawyer, puck, initial, effort).both(over);
    boolean lifted = puck.z() - .015 > initial.z();
    if (puck.distance(sawyer.tcp()) < .02 && o.gripper() > 0 && lifted) {
      reward = reward.plus(1);
      reward = puck.y() > .75 ? reward.plus(4).plus(3 * atGoal(distance)) : reward.plus(4 * over);
    }
    return outcome.set(reward, success);
  }

  private double overWall(Vec3 puck) {
    Vec3 midpoint = vec(target.x(), .77, .25);
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
    if (hand.distanceXy(puck) > .015) {
      to = puck.plus(0, 0, .1);
    } else if (hand.distanceZ(puck) > .04 && puck.z() < .03) {
      to = puck.plus(0, 0, .03);
    } else if (isAtWall(hand) && hand.z() < .25) {
      to = hand.plus(0, 0, 1);
    } else if (isAtWall(hand) && hand.z() < .35) {
      to = o.goal().withZ(hand.z());
    } else if (hand.distanceZ(o.goal()) > .01) {
      to = hand.withZ(o.goal().z());
    }
    boolean far = hand.distanceXy(o.object()) > .015 || hand.distanceZ(o.object()) > .1;
    return Command.move(hand, to, 10, far ? 0 : .9);
  }

  private static boolean isAtWall(Vec3 hand) {
    return -.15 <= hand.x() && hand.x() <= .35 && .6 <= hand.y() && hand.y() <= .8;
  }
}
