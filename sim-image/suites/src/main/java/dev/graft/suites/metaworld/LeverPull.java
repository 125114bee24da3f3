package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Lift a lever by 90 degrees. */
final class LeverPull extends Task {
  static final Definition DEFINITION =
      Definition.of("lever-pull-v3", "sawyer_lever_pull", LeverPull::new)
          .handDownTo(-.15)
          .handHome(single(0, .4, .2))
          .random(vec(-.1, .7, 0), vec(.1, .8, 0));

  private static final double LENGTH = .2;
  private static final double LIFTED = Math.PI / 2;
  private static final double RADIUS = .04;
  private static final Vec3 SCALE = vec(4, 1, 4);

  /** From the hand to the shoulder below it, which lifts the lever. */
  private static final Vec3 SHOULDER = vec(0, .055, .07);

  private final int lever = sawyer.body("lever");
  private final int tip = sawyer.site("leverStart");
  private final int geom = sawyer.geom("objGeom");
  private final int goal = sawyer.site("goal");
  private final int axis = sawyer.qposAddress("LeverAxis");
  private Vec3 initialTip = Vec3.ZERO;

  LeverPull(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    Vec3 position = Vec3.at(randomVector, 0);
    sawyer.moveBody(lever, position);
    initialTip = position.plus(.12, -LENGTH, .25);
    target = position.plus(.12, 0, .25 + LENGTH);
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(tip).store(observation, Observation.OBJECT);
    sawyer.storeRotation(geom, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double away = shoulderTo(o.object(), o.hand());
    double initiallyAway = shoulderTo(initialTip, sawyer.initialTcp());
    double ready = Tolerance.LONG_TAIL.upTo(.02, away, initiallyAway);
    double distance = o.object().distance(target);
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initialTip.distance(target));
    double angle = -sawyer.qpos(axis);
    return outcome.set(
        10 * Tolerance.both(ready, inPlace), Math.abs(angle - LIFTED) <= Math.PI / 24);
  }

  private static double shoulderTo(Vec3 lever, Vec3 hand) {
    return hand.plus(SHOULDER).minus(lever).scaled(SCALE).norm();
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 lever = o.object().plus(0, -.055, 0);
    Vec3 to = lever.plus(0, .08, .02);
    if (hand.distanceXy(lever) > .02) {
      to = lever.plus(0, 0, -.1);
    } else if (hand.distanceZ(lever) > .02) {
      to = lever;
    }
    return Command.move(hand, to, 25, 1);
  }
}
