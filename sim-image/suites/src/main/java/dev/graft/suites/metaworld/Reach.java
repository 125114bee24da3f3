package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Bring the hand to a goal in the air, past a puck that does not matter. */
final class Reach extends Task {
  static final Definition DEFINITION =
      Definition.of("reach-v3", "sawyer_reach_v3", Reach::new)
          .goals(vec(-.1, .8, .05), vec(.1, .9, .3))
          .random(vec(-.1, .6, .02), vec(-.1, .8, .05), vec(.1, .7, .02), vec(.1, .9, .3))
          .apart(.15);

  private static final double RADIUS = .05;

  private final Puck puck = new Puck(sawyer);

  Reach(Sawyer sawyer) {
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
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    return outcome.set(10 * inPlace, distance <= RADIUS);
  }

  @Override
  Command script(Observation o) {
    return Command.move(o.hand(), o.goal(), 5, 0);
  }
}
