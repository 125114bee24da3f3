package dev.graft.suites.metaworld;

/** A plate that slides on the table, and the reward that three of its tasks share. */
final class Plate {
  static final double RADIUS = .05;
  private static final double SUCCESS = .07;

  private final Sawyer sawyer;
  private final Outcome outcome = new Outcome();
  private final int geom;
  private final int cabinet;
  private final int goal;

  Plate(Sawyer sawyer) {
    this.sawyer = sawyer;
    geom = sawyer.geom("puck");
    cabinet = sawyer.body("puck_goal");
    goal = sawyer.site("goal");
  }

  void moveCabinet(Vec3 position) {
    sawyer.moveBody(cabinet, position);
  }

  /** Places the plate, by its offset from where the scene has it. */
  void place(double dx, double dy, Vec3 target) {
    sawyer.setQpos(Sawyer.FIRST_OBJECT, dx);
    sawyer.setQpos(Sawyer.FIRST_OBJECT + 1, dy);
    sawyer.forward();
    sawyer.moveSite(goal, target);
  }

  void observe(double[] observation) {
    sawyer.geomPosition(geom).store(observation, Observation.OBJECT);
    sawyer.storeRotation(geom, observation, Observation.OBJECT_QUATERNION);
  }

  static boolean isSolved(double distance) {
    return distance <= SUCCESS;
  }

  /** Rewards the hand's way to the plate, then with the hand down at it the plate's way. */
  Outcome evaluate(Vec3 plate, Vec3 initial, Vec3 target) {
    double distance = plate.distance(target);
    if (distance < RADIUS) {
      return outcome.set(10, true);
    }
    double away = sawyer.tcp().distance(plate);
    if (sawyer.tcp().z() <= .03 && away < .07) {
      double margin = initial.distance(target) - RADIUS;
      double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
      return outcome.set(2 + 7 * inPlace, isSolved(distance));
    }
    double margin = sawyer.initialTcp().distance(initial) - RADIUS;
    return outcome.set(1.5 * Tolerance.LONG_TAIL.upTo(RADIUS, away, margin), isSolved(distance));
  }
}
