package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pull a plug out at the side. */
final class PegUnplugSide extends Task {
  static final Definition DEFINITION =
      Definition.of("peg-unplug-side-v3", "sawyer_peg_unplug_side", PegUnplugSide::new)
          .goals(vec(-.25, .6, -.001).plus(.194, 0, .131), vec(-.15, .8, .001).plus(.194, 0, .131))
          .random(vec(-.25, .6, -.001), vec(-.15, .8, .001));

  private static final double RADIUS = .05;
  private static final double SUCCESS = .07;
  private static final double CRUISING_HEIGHT = .15;
  private static final Caging CAGING = new Caging(.025, .05, .005, .01, .8, Caging.Density.CAGING);

  private final int box = sawyer.body("box");
  private final int plug = sawyer.body("plug1");
  private final int end = sawyer.site("pegEnd");
  private final int goal = sawyer.site("goal");
  private Vec3 initial = Vec3.ZERO;

  PegUnplugSide(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    Vec3 position = Vec3.at(randomVector, 0);
    sawyer.moveBody(box, position);
    Vec3 plugged = position.plus(.044, 0, .131);
    sawyer.placeUprightObject(plugged);
    initial = sawyer.sitePosition(end);
    target = plugged.plus(.15, 0, 0);
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(end).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(plug, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    boolean success = distance <= SUCCESS;
    if (distance <= RADIUS) {
      return outcome.set(10, success);
    }
    Promoted reward = CAGING.reward(sawyer, o.object(), initial, effort).times(2);
    boolean pulled = o.gripper() > .5 && o.object().x() - initial.x() > .015;
    if (pulled && o.object().distance(sawyer.tcp()) < .035) {
      double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distance(target));
      reward = reward.plus(1).plus(5 * inPlace);
    }
    return outcome.set(reward, success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 plug = o.object().plus(-.02, 0, .035);
    Vec3 to = hand.plus(.01, 0, 0);
    if (hand.distanceXy(plug) > .04) {
      to = plug.plus(0, 0, .2);
    } else if (Math.abs(hand.z() - CRUISING_HEIGHT) > .02) {
      to = plug.withZ(CRUISING_HEIGHT);
    }
    boolean far = hand.distanceXy(plug) > .04 || hand.distanceZ(plug) > .15;
    return Command.move(hand, to, 25, far ? -1 : .1);
  }
}
