package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Push a mug under a coffee machine. */
final class CoffeePush extends Task {
  static final Definition DEFINITION =
      Definition.of("coffee-push-v3", "sawyer_coffee", CoffeePush::new)
          .handHome(vec(0, .4, .2))
          .goals(vec(-.05, .7, -.001), vec(.05, .75, .001))
          .random(
              vec(-.1, .55, -.001), vec(-.05, .7, -.001), vec(.1, .65, .001), vec(.05, .75, .001))
          .apart(.15);

  private final CoffeeMachine machine = new CoffeeMachine(sawyer);
  private Vec3 initial = Vec3.ZERO;

  CoffeePush(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    machine.placeMug(initial);
    machine.moveMachine(target.plus(0, .22, 0));
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
    Vec3 mug = o.object().plus(.01, 0, .05);
    Vec3 to = o.goal().withZ(.1);
    if (hand.distanceXy(mug) > .06) {
      to = mug.plus(0, 0, .2);
    } else if (hand.distanceZ(mug) > .02) {
      to = mug;
    }
    boolean far = hand.distanceXy(mug) > .06 || hand.distanceZ(mug) > .1;
    return Command.move(hand, to, 10, far ? -1 : .5);
  }
}
