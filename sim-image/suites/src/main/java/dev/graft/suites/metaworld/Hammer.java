package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Hammer a nail into a board. */
final class Hammer extends Task {
  static final Definition DEFINITION =
      Definition.of("hammer-v3", "sawyer_hammer", Hammer::new)
          .handHome(vec(0, .4, .2))
          .goals(vec(.2399, .7399, .109), vec(.2401, .7401, .111))
          .random(vec(-.1, .4, 0), vec(.1, .5, 0));

  private static final double HANDLE_LENGTH = .14;
  private static final double DRIVEN_IN = .09;
  private static final Caging CAGING = Caging.dense(.015, .02, .01);
  private static final Vec3 BOARD = vec(.24, .85, 0);
  private static final Vec3 STRIKE = vec(.24, .71, .11).plus(-.19, 0, .05);

  private final int hammer = sawyer.body("hammer");
  private final int nail = sawyer.body("nail_link");
  private final int box = sawyer.body("box");
  private final int goal = sawyer.site("goal");
  private final int slide = sawyer.qposAddress("NailSlideJoint");
  private Vec3 initial = Vec3.ZERO;

  Hammer(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    sawyer.moveBody(box, BOARD);
    target = sawyer.sitePosition(goal);
    initial = Vec3.at(randomVector, 0);
    sawyer.placeFreeObject(initial);
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(hammer).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(hammer, observation, Observation.OBJECT_QUATERNION);
    sawyer.bodyPosition(nail).store(observation, Observation.SECOND_OBJECT);
    sawyer.storeQuaternion(nail, observation, Observation.SECOND_OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    boolean along = o.object().distanceX(o.hand()) < HANDLE_LENGTH / 2;
    Vec3 graspable = along ? o.object().withX(o.hand().x()) : o.object();
    Promoted grasped = CAGING.reward(sawyer, graspable, initial, effort);
    double flat = Math.max(1 - o.turnedFrom(1, 0, 0, 0) / .4, 0);
    Promoted reward = grasped.times(2).plus(6 * atNail(o.object())).times(flat);
    boolean success = sawyer.qpos(slide) > DRIVEN_IN;
    return success && reward.value() > 5 ? outcome.set(10, true) : outcome.set(reward, success);
  }

  private double atNail(Vec3 hammer) {
    Vec3 head = hammer.plus(.16, .06, 0);
    return .1 * (head.z() > .02 ? 1 : 0)
        + .9 * Tolerance.LONG_TAIL.upTo(.02, target.distance(head), .2);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 hammer = o.object().plus(-.04, 0, -.01);
    Vec3 to = STRIKE;
    if (hand.distanceXy(hammer) > .04) {
      to = hammer.plus(0, 0, .1);
    } else if (hand.distanceZ(hammer) > .05 && hammer.z() < .03) {
      to = hammer.plus(0, 0, .03);
    } else if (hand.distanceXz(STRIKE) > .02) {
      to = STRIKE.withY(hand.y());
    }
    boolean far = hand.distanceXy(hammer) > .04 || hand.distanceZ(hammer) > .1;
    return Command.move(hand, to, 10, far ? 0 : .8);
  }
}
