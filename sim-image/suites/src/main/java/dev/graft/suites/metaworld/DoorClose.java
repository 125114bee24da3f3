package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Push an open door shut. */
final class DoorClose extends Task {
  static final Definition DEFINITION =
      Definition.of("door-close-v3", "sawyer_door_pull", DoorClose::new)
          .handHome(single(-.5, .6, .2))
          .goals(vec(.2, .65, .1499), vec(.3, .75, .1501))
          .random(vec(0, .85, .15), vec(.1, .95, .15));

  private static final double SUCCESS = .08;
  private static final double RADIUS = .05;

  private final Door door = new Door(sawyer);
  private Vec3 initial = Vec3.ZERO;

  DoorClose(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = initial.plus(.2, -.2, 0);
    door.place(initial, target, Door.OPEN);
  }

  @Override
  void observe(double[] observation) {
    door.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    double inPlace = Tolerance.GAUSSIAN.upTo(RADIUS, distance, initial.distance(target));
    double margin = DEFINITION.handHome().distance(o.object()) + .1;
    double handInPlace =
        Tolerance.GAUSSIAN.upTo(.25 * RADIUS, sawyer.tcp().distance(target), margin);
    double reward = distance < RADIUS ? 10 : 3 * handInPlace + 6 * inPlace;
    return outcome.set(reward, distance <= SUCCESS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 door = o.object().plus(.05, .12, .1);
    Vec3 to = o.goal();
    if (hand.x() > door.x()) {
      to =
          hand.z() < door.z() + .2
              ? hand.withZ(door.z() + .25)
              : door.plus(-.02, 0, 0).withZ(hand.z());
    } else if (hand.distanceZ(door) > .04) {
      to = door.plus(-.02, 0, 0);
    }
    return Command.move(hand, to, 25, 1);
  }
}
