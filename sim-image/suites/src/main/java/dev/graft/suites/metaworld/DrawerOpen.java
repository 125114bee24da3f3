package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Pull a drawer out by its handle. */
final class DrawerOpen extends Task {
  static final Definition DEFINITION =
      Definition.of("drawer-open-v3", "sawyer_drawer", DrawerOpen::new)
          .handHome(single(0, .6, .2))
          .random(vec(-.1, .9, 0), vec(.1, .9, 0));

  private static final double PULL = .2;
  private static final double SUCCESS = .03;
  private static final Vec3 SCALE = vec(3, 3, 1);

  private final int drawer = sawyer.body("drawer");
  private final int link = sawyer.body("drawer_link");
  private final int goal = sawyer.site("goal");

  DrawerOpen(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    Vec3 position = Vec3.at(randomVector, 0);
    target = position.plus(0, -.16 - PULL, .09);
    sawyer.moveBody(drawer, position);
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(link).plus(0, -.16, 0).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(link, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    Vec3 handle = o.object();
    double error = handle.distance(target);
    double opening = Tolerance.LONG_TAIL.upTo(.02, error, PULL);
    Vec3 initialHandle = target.plus(0, PULL, 0);
    double away = handle.minus(o.hand()).scaled(SCALE).norm();
    double initiallyAway = initialHandle.minus(sawyer.initialTcp()).scaled(SCALE).norm();
    double caging = Tolerance.LONG_TAIL.upTo(.01, away, initiallyAway);
    return outcome.set((caging + opening) * 5, error <= SUCCESS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 drawer = o.object().plus(0, 0, -.02);
    if (hand.distanceXy(drawer) > .06) {
      return Command.move(hand, drawer.plus(0, 0, .3), 4, -1);
    }
    if (hand.distanceZ(drawer) > .04) {
      return Command.move(hand, drawer, 4, -1);
    }
    return Command.move(hand, drawer.plus(0, -.06, 0), 50, -1);
  }
}
