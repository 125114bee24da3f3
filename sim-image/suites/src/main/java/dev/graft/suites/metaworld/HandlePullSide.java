package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pull a handle at the side up. */
final class HandlePullSide extends Task {
  static final Definition DEFINITION =
      Definition.of("handle-pull-side-v3", "sawyer_handle_press_sideways", HandlePullSide::new)
          .random(vec(-.35, .65, 0), vec(-.25, .75, 0));

  private static final double RADIUS = .05;
  private static final double SUCCESS = .08;
  private static final double DOWN = -.1;
  private static final Caging CAGING = Caging.dense(.032, .06, .01);

  private final int box = sawyer.body("box");
  private final int handle = sawyer.site("handleCenter");
  private final int goal = sawyer.site("goalPull");
  private Vec3 initial = Vec3.ZERO;

  HandlePullSide(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    sawyer.moveBody(box, Vec3.at(randomVector, 0));
    sawyer.placeJoint(DOWN);
    target = sawyer.sitePosition(goal);
    initial = sawyer.sitePosition(handle);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(handle).store(observation, Observation.OBJECT);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    boolean success = distance <= SUCCESS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distance(target));
    Promoted reward = CAGING.reward(sawyer, o.object(), initial, effort).both(inPlace);
    boolean lifted = o.object().z() - .01 > initial.z();
    if (o.object().distance(sawyer.tcp()) < .035 && o.gripper() > 0 && lifted) {
      reward = reward.plus(1 + 5 * inPlace);
    }
    return outcome.set(reward, success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 handle = o.object();
    Vec3 to = handle.plus(0, 0, 1);
    if (hand.distanceXy(handle) > .04) {
      to = handle.plus(0, 0, .1);
    } else if (hand.distanceZ(handle) > .03) {
      to = handle;
    }
    boolean far = hand.distanceXy(handle) > .04 || hand.distanceZ(handle) > .04;
    return Command.move(hand, to, 25, far ? 0 : .6);
  }
}
