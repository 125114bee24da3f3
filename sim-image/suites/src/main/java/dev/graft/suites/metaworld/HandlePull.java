package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pull a handle up. */
final class HandlePull extends Task {
  static final Definition DEFINITION =
      Definition.of("handle-pull-v3", "sawyer_handle_press", HandlePull::new)
          .goals(vec(-.1, .55, .04), vec(.1, .7, .18))
          .random(vec(-.1, .8, -.001), vec(.1, .9, .001));

  private static final double RADIUS = .05;
  private static final double DOWN = -.1;
  private static final Caging CAGING = Caging.dense(.022, .05, .01);

  private final int box = sawyer.body("box");
  private final int handle = sawyer.site("handleRight");
  private final int goal = sawyer.site("goalPull");
  private Vec3 initial = Vec3.ZERO;

  HandlePull(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    sawyer.moveBody(box, initial);
    sawyer.placeJoint(DOWN);
    target = sawyer.sitePosition(goal);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(handle).store(observation, Observation.OBJECT);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distanceZ(target);
    boolean success = distance <= RADIUS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distanceZ(target));
    Promoted reward = CAGING.reward(sawyer, o.object(), initial, effort).both(inPlace);
    // Python compares the handle's depth with the box's height here.
    boolean lifted = o.object().y() - .01 > initial.z();
    if (o.object().distance(sawyer.tcp()) < .035 && o.gripper() > 0 && lifted) {
      reward = reward.plus(1 + 5 * inPlace);
    }
    return outcome.set(reward, success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 handle = o.object().plus(0, -.04, 0);
    Vec3 to = handle.plus(0, 0, .1);
    if (hand.distanceXy(handle) > .02) {
      to = handle;
    } else if (hand.distanceZ(handle) > .02) {
      // Python gives the height alone, which numpy takes for all three coordinates.
      to = vec(handle.z(), handle.z(), handle.z());
    }
    return Command.move(hand, to, 25, 1);
  }
}
