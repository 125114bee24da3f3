package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Bring the hand to a goal in the air behind a wall. */
final class ReachWall extends Task {
  static final Definition DEFINITION =
      Definition.of("reach-wall-v3", "sawyer_reach_wall_v3", ReachWall::new)
          .goals(vec(-.05, .85, .05), vec(.05, .9, .3))
          .random(vec(-.05, .6, .015), vec(-.05, .85, .05), vec(.05, .65, .015), vec(.05, .9, .3))
          .apart(.15);

  private static final double RADIUS = .05;

  private final Puck puck = new Puck(sawyer);

  ReachWall(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    target = Vec3.at(randomVector, 3);
    puck.place(Vec3.at(randomVector, 0));
    puck.moveGoal(target);
  }

  @Override
  void observe(double[] observation) {
    puck.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = sawyer.tcp().distance(target);
    double margin = DEFINITION.handHome().distance(target);
    return outcome.set(10 * Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin), distance <= RADIUS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    boolean below =
        hand.x() >= -.1 && hand.x() <= .3 && hand.y() >= .6 && hand.y() <= .8 && hand.z() < .25;
    return Command.move(hand, below ? o.goal().plus(0, 0, 1) : o.goal(), 5, 0);
  }
}
