package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Push a thermos with a stick. */
final class StickPush extends Task {
  static final Definition DEFINITION =
      Definition.of("stick-push-v3", "sawyer_stick_obj", StickPush::new)
          .goals(vec(.399, .55, .1319), vec(.401, .6, .1321))
          .random(
              vec(-.08, .58, 0), vec(.399, .55, .1319), vec(-.03, .62, .001), vec(.401, .6, .1321))
          .apart(.1);

  private static final double RADIUS = .12;
  private static final Caging CAGING = Caging.dense(.04, .05, .01);

  private final Stick stick = new Stick(sawyer);
  private final int geom = sawyer.geom("objGeom");
  private Vec3 initial = Vec3.ZERO;
  private Vec3 initialThermos = Vec3.ZERO;

  StickPush(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0).withZ(Stick.HEIGHT);
    target = Vec3.at(randomVector, 3).withZ(stick.handle().z());
    stick.place(initial, 0, target);
    initialThermos = stick.thermos();
  }

  @Override
  void observe(double[] observation) {
    stick.observe(observation, stick.handle().plus(0, .09, 0));
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.secondObject().distance(target);
    Vec3 grip = o.object().plus(.015, 0, 0);
    boolean open = o.gripper() > 0;
    boolean held = open && isLifted(o.object()) && sawyer.touches(geom);
    boolean success = held && distance <= RADIUS;
    if (!(grip.distance(sawyer.tcp()) < .02 && open && isLifted(grip))) {
      return outcome.set(CAGING.reward(sawyer, grip, initial, effort), success);
    }
    if (distance <= RADIUS) {
      return outcome.set(10, success);
    }
    double reward = 2 + 5 * pushed(grip, initial) + 3 * pushed(o.secondObject(), initialThermos);
    return outcome.set(reward, success);
  }

  private boolean isLifted(Vec3 stick) {
    return stick.z() - .01 > initial.z();
  }

  private double pushed(Vec3 object, Vec3 from) {
    return Tolerance.LONG_TAIL.upTo(
        RADIUS, object.distance(target), from.distance(target) - RADIUS);
  }

  @Override
  Command script(Observation o) {
    return Stick.script(
        o.hand(), o.object().plus(.015, 0, .03), o.secondObject(), o.goal().plus(0, 0, .132), 10);
  }
}
