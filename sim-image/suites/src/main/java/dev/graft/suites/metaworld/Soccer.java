package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Push a ball into a goal. */
final class Soccer extends Task {
  static final Definition DEFINITION =
      Definition.of("soccer-v3", "sawyer_soccer", Soccer::new)
          .goals(vec(-.1, .8, 0), vec(.1, .9, 0))
          .random(vec(-.1, .6, .03), vec(-.1, .8, 0), vec(.1, .7, .03), vec(.1, .9, 0))
          .apart(.15);

  private static final double RADIUS = .07;
  private static final double BALL_HEIGHT = .03;
  private static final Vec3 SCALE = vec(3, 1, 1);

  private final int ball = sawyer.body("soccer_ball");
  private final int net = sawyer.body("goal_whole");
  private final int goal = sawyer.site("goal");
  private final PadCaging pads = new PadCaging(sawyer, .013, .005);
  private Vec3 initial = Vec3.ZERO;

  Soccer(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(BALL_HEIGHT);
    target = Vec3.at(randomVector, 3);
    sawyer.moveBody(net, target);
    sawyer.placeFreeObject(initial);
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(ball).store(observation, Observation.OBJECT);
    sawyer.storeBodyRotation(ball, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    boolean success = o.object().distance(target) <= RADIUS;
    double distance = o.object().minus(target).scaled(SCALE).norm();
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double grasped = pads.grasp(o.object(), initial, .01);
    return outcome.set(3 * grasped + 6.5 * inPlace(o.object(), distance), success);
  }

  private double inPlace(Vec3 ball, double distance) {
    double margin = ball.minus(initial).scaled(SCALE).norm();
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    double line = target.y() - .1;
    boolean besideTheGoal = ball.y() > line && ball.distanceX(target) > .1;
    return besideTheGoal
        ? Math.clamp(inPlace - 2 * ((ball.y() - line) / (1 - line)), 0.0, 1.0)
        : inPlace;
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 ball = o.object().plus(0, 0, .03);
    Vec3 behind = ball.plus(0, -.03, 0);
    if (ball.x() - o.goal().x() < -.05) {
      behind = ball.plus(-.03, 0, 0);
    } else if (ball.x() - o.goal().x() > .05) {
      behind = ball.plus(.03, 0, 0);
    }
    behind = behind.withZ(hand.distanceXy(ball) < .02 ? .1 : .03);
    return Command.move(hand, hand.distance(behind) > .01 ? behind : ball, 25, 1);
  }
}
