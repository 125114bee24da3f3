package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Put the lid on a box. */
final class BoxClose extends Task {
  static final Definition DEFINITION =
      Definition.of("box-close-v3", "sawyer_box", BoxClose::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.1, .7, .133), vec(.1, .8, .133))
          .random(vec(-.05, .5, .02), vec(-.1, .7, .133), vec(.05, .55, .02), vec(.1, .8, .133))
          .apart(.25);

  private static final double SUCCESS = .08;
  private static final double LID_HEIGHT = .02f;
  private static final int SETTLING_STEPS = 5;
  private static final Funnel FUNNEL = new Funnel(.02, .04, .4);
  private static final Vec3 SCALE = vec(1, 1, 3);

  private final int lid = sawyer.body("top_link");
  private final int box = sawyer.body("boxbody");
  private final int goal = sawyer.site("goal");

  BoxClose(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    target = Vec3.at(randomVector, 3);
    sawyer.moveBody(box, target.withZ(sawyer.bodyPosition(box).z()));
    sawyer.settle(SETTLING_STEPS);
    sawyer.placeFreeObject(Vec3.at(randomVector, 0).withZ(LID_HEIGHT));
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(lid).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(lid, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double flat = Math.max(1 - o.turnedFrom(.707, 0, 0, .707) / .2, 0);
    boolean success = o.object().distance(target) < SUCCESS;
    if (success) {
      return outcome.set(10 * flat, true);
    }
    double closing = (Math.clamp(effort, -1f, 1f) + 1f) / 2f;
    Vec3 handle = o.object().plus(0, 0, .02);
    double reward = 2 * Tolerance.both(closing, ready(o.hand(), handle)) + 8 * lifted(handle);
    return outcome.set(reward * flat, false);
  }

  private static double ready(Vec3 hand, Vec3 handle) {
    double floor = FUNNEL.floor(hand.distanceXy(handle));
    double aboveFloor = Funnel.above(floor, hand.z(), floor / 2);
    return Tolerance.both(aboveFloor, Tolerance.LONG_TAIL.upTo(.02, hand.distance(handle), .5));
  }

  private double lifted(Vec3 handle) {
    double error = target.minus(handle).scaled(SCALE).norm();
    return .2 * (handle.z() > .04 ? 1 : 0) + .8 * Tolerance.LONG_TAIL.upTo(.05, error, .25);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 lid = o.object().plus(0, 0, .02);
    Vec3 box = o.goal().withZ(.15);
    Vec3 to = box;
    if (hand.distanceXy(lid) > .01) {
      to = lid.withZ(.2);
    } else if (hand.distanceZ(lid) > .05) {
      to = lid;
    } else if (hand.distanceZ(box) > .04) {
      to = hand.withZ(box.z());
    }
    boolean far = hand.distanceXy(lid) > .01 || hand.distanceZ(lid) > .13;
    return Command.move(hand, to, 25, far ? .5 : 1);
  }
}
