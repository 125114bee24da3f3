package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Sweep a cube into a hole in the table. */
final class SweepInto extends Task {
  static final Definition DEFINITION =
      Definition.of("sweep-into-v3", "sawyer_table_with_hole", SweepInto::new)
          .goals(vec(-.001, .8399, .0199), vec(.001, .8401, .0201))
          .random(
              vec(-.1, .6, .02),
              vec(-.001, .8399, .0199),
              vec(.1, .7, .02),
              vec(.001, .8401, .0201))
          .apartFrom(vec(0, .84, .02), .15);

  private static final double RADIUS = .05;
  private static final Vec3 HOLE = vec(0, .84, .02);

  private final Puck cube = new Puck(sawyer);
  private final PadCaging pads = new PadCaging(sawyer, .02, .01);
  private Vec3 initial = Vec3.ZERO;

  SweepInto(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(cube.position().z());
    target = HOLE;
    cube.place(initial);
    cube.moveGoal(target);
  }

  @Override
  void observe(double[] observation) {
    cube.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    Vec3 level = target.withZ(o.object().z());
    double distance = o.object().distance(level);
    boolean success = distance <= RADIUS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distance(level));
    double grasped = pads.grasp(o.object(), initial, .005);
    return outcome.set(2 * grasped + 6 * Tolerance.both(grasped, inPlace), success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 cube = o.object().plus(-.005, 0, .01);
    Vec3 to = o.goal();
    if (hand.distanceXy(cube) > .04) {
      to = cube.plus(0, 0, .3);
    } else if (hand.distanceZ(cube) > .04) {
      to = cube;
    }
    boolean far = hand.distanceXy(o.object()) > .04 || hand.distanceZ(o.object()) > .15;
    return Command.move(hand, to, 25, far ? -1 : .7);
  }
}
