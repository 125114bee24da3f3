package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Move a cube from one bin to the other. */
final class BinPicking extends Task {
  static final Definition DEFINITION =
      Definition.of("bin-picking-v3", "sawyer_bin_picking", BinPicking::new)
          .handDownTo(.07)
          .goals(vec(.1199, .699, -.001), vec(.1201, .701, .001))
          .random(
              vec(-.21, .65, .02),
              vec(.1199, .699, -.001),
              vec(-.03, .75, .02),
              vec(.1201, .701, .001));

  private static final double RADIUS = .05;
  private static final Funnel FUNNEL = new Funnel(.03, .02, .2);
  private static final Caging CAGING = new Caging(.015, .05, .01, .01, .7, Caging.Density.CAGING);
  private static final Vec3 BIN = vec(.12, .7, .02);

  private final int cube = sawyer.body("obj");
  private final int bin = sawyer.body("bin_goal");
  private Vec3 initial = Vec3.ZERO;
  private double initialDistance = Double.NaN;

  BinPicking(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(sawyer.bodyPosition(cube).z());
    sawyer.placeFreeObject(initial);
    target = sawyer.bodyPosition(bin);
    initialDistance = Double.NaN;
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(cube).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(cube, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    if (Double.isNaN(initialDistance)) {
      // The distance after an episode's first step.
      initialDistance = distance;
    }
    boolean success = distance <= RADIUS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initialDistance);
    Promoted reward = CAGING.reward(sawyer, o.object(), initial, effort).both(inPlace);
    if (isGrasped(o)) {
      reward = reward.plus(1 + 5 * Tolerance.both(aboveFloor(o.hand()), inPlace));
    }
    return outcome.set(reward, success);
  }

  private boolean isGrasped(Observation o) {
    boolean near = o.object().distance(o.hand()) < .04;
    boolean lifted = o.object().z() - .02 > initial.z();
    boolean pinchedNothing = o.gripper() < .43;
    return near && lifted && !pinchedNothing;
  }

  private double aboveFloor(Vec3 hand) {
    double atCube = FUNNEL.floor(hand.distanceXy(initial));
    double atBin = FUNNEL.floor(hand.distanceXy(target));
    return Funnel.above(Math.min(atCube, atBin), hand.z(), .05);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 cube = o.object().plus(0, 0, .03);
    cube = cube.withY(Math.clamp(cube.y(), .675, .725));
    Vec3 to = BIN;
    if (hand.distanceXy(cube) > .02) {
      to = cube.plus(0, 0, .15);
    } else if (hand.distanceZ(cube) > .01) {
      to = cube;
    } else if (hand.distanceXy(BIN) > .02) {
      to = hand.z() < .15 ? hand.plus(0, 0, .1) : BIN.withZ(.18);
    }
    boolean far = hand.distanceXy(cube) > .02 || hand.distanceZ(cube) > .02;
    return Command.move(hand, to, 25, far ? -1 : .6);
  }
}
