package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pick a puck up and hold it at a goal in the air. */
final class PickPlace extends Task {
  static final Definition DEFINITION =
      Definition.of("pick-place-v3", "sawyer_pick_place_v3", PickPlace::new)
          .goals(vec(-.1, .8, .05), vec(.1, .9, .3))
          .random(vec(-.1, .6, .02), vec(-.1, .8, .05), vec(.1, .7, .02), vec(.1, .9, .3))
          .apart(.15);

  private static final double RADIUS = .05;
  private static final double SUCCESS = .07;

  private final Puck puck = new Puck(sawyer);
  private final PadCaging pads = new PadCaging(sawyer, .015, .005);
  private Vec3 initial = Vec3.ZERO;

  PickPlace(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    puck.place(initial);
    puck.moveGoal(target);
  }

  @Override
  void observe(double[] observation) {
    puck.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    boolean success = distance <= SUCCESS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initial.distance(target));
    Promoted reward = Caging.grasp(pads.caging(o.object(), initial), effort).both(inPlace);
    boolean lifted = o.object().z() - .01 > initial.z();
    if (o.object().distance(sawyer.tcp()) < .02 && o.gripper() > 0 && lifted) {
      reward = reward.plus(1 + 5 * inPlace);
    }
    return outcome.set(reward, success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 puck = o.object().plus(-.005, 0, 0);
    Vec3 to = o.goal();
    if (hand.distanceXy(puck) > .02) {
      to = puck.plus(0, 0, .1);
    } else if (hand.distanceZ(puck) > .05 && puck.z() < .04) {
      to = puck.plus(0, 0, .03);
    } else if (o.gripper() > .73) {
      to = hand;
    }
    return Command.move(hand, to, 10, hand.distance(o.object()) < .07 ? 1 : 0);
  }
}
