package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pull a door open by its handle. */
final class DoorOpen extends Task {
  static final Definition DEFINITION =
      Definition.of("door-open-v3", "sawyer_door_pull", DoorOpen::new)
          .goals(vec(-.3, .4, .1499), vec(-.2, .5, .1501))
          .random(vec(0, .85, .15), vec(.1, .95, .15));

  private static final double SUCCESS = .08;
  private static final double NEAR = .12;
  private static final Funnel FUNNEL = new Funnel(NEAR, .04, .4);

  private final Door door = new Door(sawyer);

  DoorOpen(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    Vec3 position = Vec3.at(randomVector, 0);
    target = position.plus(-.3, -.45, 0);
    door.place(position, target, Door.SHUT);
  }

  @Override
  void observe(double[] observation) {
    door.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double open = (Math.clamp(effort, -1f, 1f) + 1f) / 2f;
    double reward = 2 * Tolerance.both(ready(o), open) + 8 * opened();
    boolean success = Math.abs(o.object().x() - target.x()) <= SUCCESS;
    return outcome.set(success ? 10 : reward, success);
  }

  /** Whether the hand is at the handle, having come from above. */
  private static double ready(Observation o) {
    Vec3 handle = o.object().plus(-.05, 0, 0);
    double floor = FUNNEL.floor(o.hand().distanceXy(handle));
    double aboveFloor = Funnel.above(floor, o.hand().z(), floor / 2);
    double away = o.hand().minus(handle).minus(vec(.05, .03, -.01)).norm();
    return Tolerance.both(aboveFloor, Tolerance.LONG_TAIL.upTo(NEAR / 2, away, .5));
  }

  private double opened() {
    double theta = door.angle();
    double started = theta < -Math.PI / 90 ? 1 : 0;
    double missing = Math.PI / 2 + Math.PI / 6 + theta;
    return .2 * started + .8 * Tolerance.LONG_TAIL.upTo(.5, missing, Math.PI / 3);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 door = o.object().plus(-.05, 0, 0);
    Vec3 to = door;
    if (hand.distanceXy(door) > .12) {
      to = door.plus(.06, .02, .2);
    } else if (hand.distanceZ(door) > .04) {
      to = door.plus(.06, .02, 0);
    }
    return Command.move(hand, to, 25, 1);
  }
}
