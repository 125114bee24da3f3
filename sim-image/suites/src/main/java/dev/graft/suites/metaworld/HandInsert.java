package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Carry a cube into a hole in the table. */
final class HandInsert extends Task {
  static final Definition DEFINITION =
      Definition.of("hand-insert-v3", "sawyer_table_with_hole", HandInsert::new)
          .handDownTo(-.15)
          .handHome(single(0, .6, .2))
          .goals(vec(-.04, .8, -.0201), vec(.04, .88, -.0199))
          .random(vec(-.1, .6, .05), vec(-.04, .8, -.0201), vec(.1, .7, .05), vec(.04, .88, -.0199))
          .apart(.15);

  private static final double RADIUS = .05;
  private static final double CUBE_HEIGHT = .05;
  private static final Caging CAGING = Caging.dense(.015, .05, .005);

  private final int cube = sawyer.body("obj");
  private final int goal = sawyer.site("goal");
  private Vec3 initial = Vec3.ZERO;

  HandInsert(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(CUBE_HEIGHT);
    target = Vec3.at(randomVector, 3);
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
    Promoted reward = CAGING.reward(sawyer, o.object(), initial, effort).both(inPlace);
    if (o.object().distance(sawyer.tcp()) < .02 && o.gripper() > 0) {
      reward = reward.plus(1 + 7 * inPlace);
    }
    return outcome.set(reward, success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 cube = o.object();
    Vec3 goal = o.goal();
    Vec3 to = goal;
    if (hand.distanceXy(cube) > .02) {
      to = cube.plus(0, 0, .1);
    } else if (hand.distanceZ(cube) > .05) {
      to = cube.plus(0, 0, .03);
    } else if (hand.distanceXy(goal) > .04) {
      to = goal.withZ(hand.z());
    }
    boolean far = hand.distanceXy(cube) > .02 || hand.distanceZ(cube) > .1;
    return Command.move(hand, to, 10, far ? 0 : .65);
  }
}
