package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Put a block on a shelf. */
final class ShelfPlace extends Task {
  static final Definition DEFINITION =
      Definition.of("shelf-place-v3", "sawyer_shelf_placing", ShelfPlace::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.1, .8, .299), vec(.1, .9, .301))
          .random(vec(-.1, .5, .019), vec(-.1, .8, .299), vec(.1, .6, .021), vec(.1, .9, .301))
          .apart(.1);

  private static final double RADIUS = .05;
  private static final double SUCCESS = .07;
  private static final double SHELF_HEIGHT = .24;
  private static final Caging CAGING = new Caging(.02, .05, .01, .01, 1, Caging.Density.SPARSE);

  private final int block = sawyer.body("obj");
  private final int geom = sawyer.geom("objGeom");
  private final int shelf = sawyer.body("shelf");
  private final int goal = sawyer.site("goal");
  private Vec3 initial = Vec3.ZERO;

  ShelfPlace(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(sawyer.bodyPosition(block).z());
    Vec3 position = Vec3.at(randomVector, 3).minus(vec(0, 0, .3));
    sawyer.moveBody(shelf, position);
    sawyer.forward();
    target = sawyer.siteInBody(goal).plus(position);
    sawyer.placeFreeObject(initial);
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(block).store(observation, Observation.OBJECT);
    sawyer.storeRotation(geom, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    Vec3 block = o.object();
    double distance = block.distance(target);
    boolean success = distance <= SUCCESS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distance(target));
    Promoted reward = CAGING.reward(sawyer, block, initial, effort).both(inPlace);
    boolean lifted = block.z() - .01 > initial.z();
    if (block.distance(sawyer.tcp()) < .025 && o.gripper() > 0 && lifted) {
      reward = withPlacing(reward, block, inPlace);
    }
    return outcome.set(reward, success);
  }

  /** Lifting counts, but less where the shelf is in the way. */
  private Promoted withPlacing(Promoted reward, Vec3 block, double inPlace) {
    double front = target.y() - 3 * RADIUS;
    boolean low = block.z() > 0 && block.z() < SHELF_HEIGHT;
    boolean facing = target.x() - .15 < block.x() && block.x() < target.x() + .15;
    if (low && facing && block.y() > target.y()) {
      return reward.plus(1);
    }
    if (low && facing && front < block.y() && block.y() < target.y()) {
      double z = (SHELF_HEIGHT - block.z()) / SHELF_HEIGHT;
      double y = (block.y() - front) / (3 * RADIUS);
      double left = Math.clamp(inPlace - Tolerance.both(y, z), 0.0, 1.0);
      return reward.widened().plus(1 + 5 * left);
    }
    return reward.plus(1 + 5 * inPlace);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 block = o.object().plus(-.005, 0, .015);
    Vec3 to = hand.plus(0, .05, 0);
    if (hand.distanceXy(block) > .04) {
      to = block.plus(0, 0, .3);
    } else if (hand.distanceZ(block) > .04) {
      to = block;
    } else if (hand.distanceX(o.goal()) > .02) {
      to = vec(o.goal().x(), hand.y(), .3);
    } else if (hand.z() < .3) {
      to = hand.plus(0, 0, .3);
    }
    boolean far = hand.distanceXy(o.object()) > .04 || hand.distanceZ(o.object()) > .15;
    return Command.move(hand, to, 25, far ? -1 : .7);
  }
}
