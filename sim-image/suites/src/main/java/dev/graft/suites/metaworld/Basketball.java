package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Dunk a ball into a basket. */
final class Basketball extends Task {
  static final Definition DEFINITION =
      Definition.of("basketball-v3", "sawyer_basketball", Basketball::new)
          .handHome(single(0, .6, .2))
          .goals(
              vec(-.1, .85, 0).plus(0, -.083, .2499), vec(.1, .9 + 1e-7, 0).plus(0, -.083, .2501))
          .random(vec(-.1, .6, .0299), vec(-.1, .85, 0), vec(.1, .7, .0301), vec(.1, .9 + 1e-7, 0))
          .apart(.15);

  private static final double RADIUS = .08;
  private static final double BALL_HEIGHT = .03f;
  private static final Caging CAGING = Caging.dense(.025, .06, .005);
  private static final Vec3 SCALE = vec(1, 1, 2);

  private final int ball = sawyer.body("bsktball");
  private final int basket = sawyer.body("basket_goal");
  private final int goal = sawyer.site("goal");
  private Vec3 initial = Vec3.ZERO;

  Basketball(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(BALL_HEIGHT);
    sawyer.moveBody(basket, Vec3.at(randomVector, 3));
    sawyer.placeFreeObject(initial);
    // Python gives the site's place in the world as its place in the basket. Nothing comes of it:
    // the scene has the site where its body is, and MuJoCo then never reads its place.
    sawyer.moveSite(goal, sawyer.sitePosition(goal));
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(ball).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(ball, observation, Observation.OBJECT_QUATERNION);
    // Python's target is a live view of the site.
    target = sawyer.sitePosition(goal);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    Vec3 hoop = target.withZ(.3);
    double distance = o.object().minus(hoop).scaled(SCALE).norm();
    boolean success = distance <= RADIUS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double margin = initial.minus(hoop).scaled(SCALE).norm();
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    boolean lifted = o.object().z() - .01 > initial.z();
    if (o.object().distance(sawyer.tcp()) < .035 && o.gripper() > 0 && lifted) {
      return outcome.set(Tolerance.both(1, inPlace) + (1 + 5 * inPlace), success);
    }
    Promoted grasped = CAGING.reward(sawyer, o.object(), initial, effort);
    return outcome.set(grasped.both(inPlace), success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 ball = o.object().plus(0, 0, .01);
    Vec3 hoop = vec(o.goal().x(), .875, .35);
    Vec3 to = hoop;
    if (hand.distanceXy(ball) > .04) {
      to = ball.plus(0, 0, .3);
    } else if (hand.distanceZ(ball) > .025) {
      to = ball;
    } else if (ball.distanceZ(hoop) > .025) {
      to = hand.withZ(hoop.z());
    }
    boolean far = hand.distanceXy(ball) > .04 || hand.distanceZ(o.object()) > .15;
    return Command.move(hand, to, 25, far ? -1 : .6);
  }
}
