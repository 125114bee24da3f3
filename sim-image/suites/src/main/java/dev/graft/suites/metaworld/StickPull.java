package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pull a thermos by a stick through its handle. */
final class StickPull extends Task {
  static final Definition DEFINITION =
      Definition.of("stick-pull-v3", "sawyer_stick_obj", StickPull::new)
          .handNearTo(.35)
          .goals(vec(.35, .45, .0199), vec(.45, .55, .0201))
          .random(vec(-.1, .55, 0), vec(.35, .45, .0199), vec(0, .65, .001), vec(.45, .55, .0201))
          .apart(.1);

  private static final double RADIUS = .05;
  private static final double SUCCESS = .12;
  private static final double THERMOS_DEPTH = .09;
  private static final Caging CAGING = Caging.dense(.014, .05, .01);
  private static final Vec3 SCALE = vec(1, 1, 2);
  private static final Vec3 CONTAINER = vec(.05, 0, 0);

  private final Stick stick = new Stick(sawyer);
  private Vec3 initial = Vec3.ZERO;
  private Vec3 initialThermos = Vec3.ZERO;

  StickPull(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(Stick.HEIGHT);
    target = Vec3.at(randomVector, 3).withZ(Stick.HEIGHT);
    stick.place(initial, THERMOS_DEPTH, target);
    initialThermos = stick.thermos();
  }

  @Override
  void observe(double[] observation) {
    stick.observe(observation, stick.handle());
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    boolean inserted = isInserted(o.secondObject(), stick.end());
    boolean success = inserted && o.secondObject().distance(target) <= SUCCESS;
    Vec3 stick = o.object();
    Vec3 container = o.secondObject().plus(CONTAINER);
    double margin = initial.minus(initialThermos.plus(CONTAINER)).scaled(SCALE).norm();
    double away = stick.minus(container).scaled(SCALE).norm();
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, away, margin);
    boolean lifted = stick.z() - .01 > initial.z();
    if (!(stick.distance(sawyer.tcp()) < .02 && o.gripper() > 0 && lifted)) {
      Promoted grasped = CAGING.reward(sawyer, stick, initialThermos, effort);
      return outcome.set(grasped.both(inPlace), success);
    }
    double reward = 1 + Tolerance.both(1, inPlace);
    if (success) {
      return outcome.set(10, true);
    }
    return outcome.set(
        inserted
            ? reward + 5 + 2 * pulled(stick, initial) + pulled(container, initialThermos)
            : reward + 5 * inPlace,
        false);
  }

  private double pulled(Vec3 object, Vec3 from) {
    return Tolerance.LONG_TAIL.upTo(RADIUS, object.distance(target), from.distance(target));
  }

  private static boolean isInserted(Vec3 handle, Vec3 end) {
    return end.x() >= handle.x() && end.distanceY(handle) <= .04 && end.distanceZ(handle) <= .06;
  }

  @Override
  Command script(Observation o) {
    Vec3 grip = vec(-.015, 0, .03);
    return Stick.script(
        o.hand(),
        o.object().plus(grip),
        o.secondObject().plus(grip),
        o.goal().plus(-.05, 0, 0),
        25);
  }
}
