package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Push a puck to a goal on the table. */
final class Push extends Task {
  static final Definition DEFINITION =
      Definition.of("push-v3", "sawyer_push_v3", Push::new)
          .goals(vec(-.1, .8, .01), vec(.1, .9, .02))
          .random(vec(-.1, .6, .02), vec(-.1, .8, .01), vec(.1, .7, .02), vec(.1, .9, .02))
          .apart(.15);

  private static final double RADIUS = .05;
  private static final Caging CAGING = Caging.dense(.015, .05, .005);

  private final Puck puck = new Puck(sawyer);
  private Vec3 initial = Vec3.ZERO;

  Push(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    double height = puck.position().z();
    initial = Vec3.at(randomVector, 0).withZ(height);
    target = Vec3.at(randomVector, 3).withZ(height);
    puck.place(initial);
    puck.moveGoal(target);
  }

  @Override
  void observe(double[] observation) {
    puck.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    boolean success = distance <= RADIUS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distance(target));
    Promoted reward = CAGING.reward(sawyer, o.object(), initial, effort).times(2);
    if (o.object().distance(sawyer.tcp()) < .02 && o.gripper() > 0) {
      reward = reward.plus(reward.plus(1).plus(5 * inPlace));
    }
    return outcome.set(reward, success);
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
    }
    boolean far = hand.distanceXy(o.object()) > .02 || hand.distanceZ(o.object()) > .1;
    return Command.move(hand, to, 10, far ? 0 : .6);
  }
}
