package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Sweep a cube off the table. */
final class Sweep extends Task {
  static final Definition DEFINITION =
      Definition.of("sweep-v3", "sawyer_sweep_v3", Sweep::new)
          .goals(vec(.49, .6, 0), vec(.51, .7, .02))
          .random(vec(-.1, .6, .02), vec(.1, .7, .02));

  private static final double RADIUS = .05;
  private static final double CUBE_HEIGHT = .02;

  private final int cube = sawyer.body("obj");
  private final int goal = sawyer.site("goal");
  private final PadCaging pads = new PadCaging(sawyer, .02, .005);
  private Vec3 initial = Vec3.ZERO;

  Sweep(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(CUBE_HEIGHT);
    target = vec(.5, initial.y(), .01);
    sawyer.placeFreeObject(initial);
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(cube).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(cube, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    boolean success = distance <= RADIUS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distance(target));
    double grasped = pads.grasp(o.object(), initial, .01);
    return outcome.set(2 * grasped + 6 * Tolerance.both(grasped, inPlace), success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 cube = o.object().plus(0, 0, .015);
    Vec3 to = o.goal().plus(0, 0, .1);
    if (hand.x() < .2 && hand.distanceXy(cube) > .04) {
      to = cube.plus(0, 0, .3);
    } else if (hand.x() < .2 && hand.distanceZ(cube) > .04) {
      to = cube;
    }
    boolean far = hand.distanceXy(o.object()) > .04 || hand.distanceZ(o.object()) > .15;
    return Command.move(hand, to, 25, far || o.object().x() >= .4 ? -1 : .7);
  }
}
