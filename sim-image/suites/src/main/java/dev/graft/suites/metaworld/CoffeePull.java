package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Pull a mug out from under a coffee machine. */
final class CoffeePull extends Task {
  static final Definition DEFINITION =
      Definition.of("coffee-pull-v3", "sawyer_coffee", CoffeePull::new)
          .handHome(vec(0, .4, .2))
          .goals(vec(-.1, .55, -.001), vec(.1, .65, .001))
          .random(
              vec(-.05, .7, -.001), vec(-.1, .55, -.001), vec(.05, .75, .001), vec(.1, .65, .001))
          .apart(.15);

  private final CoffeeMachine machine = new CoffeeMachine(sawyer);
  private Vec3 initial = Vec3.ZERO;

  CoffeePull(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    machine.placeMug(initial);
    machine.moveMachine(initial.plus(0, .22, 0));
    machine.moveGoal(target);
  }

  @Override
  void observe(double[] observation) {
    machine.observeMug(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    return machine.evaluateMug(o, initial, target, effort);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 mug = o.object().plus(-.005, 0, .05);
    Vec3 to = o.goal();
    if (hand.distanceXy(mug) > .06) {
      to = mug.plus(0, 0, .15);
    } else if (hand.distanceZ(mug) > .02) {
      to = mug;
    }
    Vec3 handle = o.object().plus(.01, 0, .05);
    boolean far = hand.distanceXy(handle) > .06 || hand.distanceZ(handle) > .1;
    return Command.move(hand, to, 10, far ? -1 : .7);
  }
}
