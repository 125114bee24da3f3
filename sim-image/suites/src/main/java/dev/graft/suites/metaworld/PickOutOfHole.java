package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pick a puck out of a hole and hold it at a goal in the air. */
final class PickOutOfHole extends Task {
  static final Definition DEFINITION =
      Definition.of("pick-out-of-hole-v3", "sawyer_pick_out_of_hole", PickOutOfHole::new)
          .handDownTo(-.05)
          .goals(vec(-.1, .5, .15), vec(.1, .6, .3))
          .random(vec(0, .75, .02), vec(-.1, .5, .15), vec(0, .75, .02), vec(.1, .6, .3))
          .apart(.15);

  private static final double RADIUS = .05;
  private static final double SUCCESS = .07;
  private static final Funnel FUNNEL = new Funnel(.03, .015, .15);
  private static final Caging CAGING = new Caging(.015, .02, .03, .01, .1, Caging.Density.CAGING);

  private final int puck = sawyer.body("obj");
  private final int goal = sawyer.site("goal");
  private Vec3 initial = Vec3.ZERO;

  PickOutOfHole(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    sawyer.placeFreeObject(initial);
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.bodyPosition(puck).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(puck, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    boolean success = distance <= SUCCESS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(.02, distance, initial.distance(target));
    Promoted reward = CAGING.reward(sawyer, o.object(), initial, effort).both(inPlace);
    if (isGrasped(o)) {
      Vec3 tcp = sawyer.tcp();
      double floor = FUNNEL.floor(tcp.distanceXy(initial));
      double aboveFloor = Funnel.above(floor, tcp.z(), .02);
      reward = reward.plus(1 + 5 * Tolerance.both(inPlace, aboveFloor));
    }
    return outcome.set(reward, success);
  }

  private boolean isGrasped(Observation o) {
    boolean near = o.object().distance(sawyer.tcp()) < .04;
    boolean lifted = o.object().z() - .02 > initial.z();
    boolean pinchedNothing = o.gripper() < .33;
    return near && lifted && !pinchedNothing;
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 puck = o.object().plus(0, 0, .02);
    Vec3 to = o.goal();
    if (hand.distanceXy(puck) > .02) {
      to = puck.plus(0, 0, .15);
    } else if (hand.distanceZ(puck) > .01) {
      to = puck;
    } else if (hand.distanceZ(o.goal()) > .04) {
      to = hand.withZ(o.goal().z());
    }
    boolean far = hand.distanceXy(puck) > .02 || hand.distanceZ(puck) > .15;
    return Command.move(hand, to, 25, far ? 0 : .1);
  }
}
