package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Pull a puck back to a goal on the table. */
final class PushBack extends Task {
  static final Definition DEFINITION =
      Definition.of("push-back-v3", "sawyer_push_back_v3", PushBack::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.1, .6, .0199), vec(.1, .7, .0201))
          .random(vec(-.1, .8, .02), vec(-.1, .6, .0199), vec(.1, .85, .02), vec(.1, .7, .0201))
          .apart(.15);

  private static final double RADIUS = .05;
  private static final double SUCCESS = .07;

  private final Puck puck = new Puck(sawyer);
  private final PadCaging pads = new PadCaging(sawyer, .007, .01);
  private Vec3 initial = Vec3.ZERO;

  PushBack(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    double height = puck.geomPosition().z();
    initial = Vec3.at(randomVector, 0).withZ(height);
    target = Vec3.at(randomVector, 3).withZ(height);
    puck.place(initial);
    puck.moveGoal(target);
  }

  @Override
  void observe(double[] observation) {
    puck.observeGeom(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    boolean success = distance <= SUCCESS;
    if (distance < RADIUS) {
      return outcome.set(10, success);
    }
    double initialDistance = initial.distance(target);
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, initialDistance);
    double reward = Tolerance.both(pads.grasp(o.object(), initial, .003), inPlace);
    boolean held = o.gripper() > 0 && o.gripper() < .55;
    if (o.object().distance(sawyer.tcp()) < .01 && held && initialDistance - distance > .01) {
      reward += 1 + 5 * inPlace;
    }
    return outcome.set(reward, success);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 puck = o.object();
    Vec3 to = o.goal().plus(0, 0, hand.z());
    if (hand.distanceXy(puck) > .04) {
      to = puck.plus(0, 0, .3);
    } else if (hand.distanceZ(puck) > .055) {
      to = puck;
    }
    boolean far = hand.distanceXy(puck) > .04 || hand.distanceZ(puck) > .05;
    return Command.move(hand, to, 10, far ? 0 : .9);
  }
}
