package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Press the button of a coffee machine. */
final class CoffeeButton extends Task {
  static final Definition DEFINITION =
      Definition.of("coffee-button-v3", "sawyer_coffee", CoffeeButton::new)
          .handHome(vec(0, .4, .2))
          .goals(
              vec(-.1, .8, -.001).plus(-.001, -.22 + .03, .299),
              vec(.1, .9, .001).plus(.001, -.22 + .03, .301))
          .random(vec(-.1, .8, -.001), vec(.1, .9, .001));

  private static final double TRAVEL = .03;
  private static final double SUCCESS = .02;

  private final CoffeeMachine machine = new CoffeeMachine(sawyer);
  private final int button = sawyer.site("buttonStart");

  CoffeeButton(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    Vec3 position = Vec3.at(randomVector, 0);
    machine.moveMachine(position);
    machine.placeMug(position.plus(0, -.22, 0));
    target = position.plus(0, -.22, .3).plus(0, TRAVEL, 0);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(button).store(observation, Observation.OBJECT);
    observation[Observation.OBJECT_QUATERNION] = 1;
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double away = o.object().distance(sawyer.tcp());
    double near = Tolerance.LONG_TAIL.upTo(.05, away, o.object().distance(sawyer.initialTcp()));
    double reward = 2 * Tolerance.both(o.gripper(), near);
    double distance = o.object().distanceY(target);
    if (away <= .05) {
      reward += 8 * Tolerance.LONG_TAIL.upTo(.005, distance, TRAVEL);
    }
    return outcome.set(reward, distance <= SUCCESS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 button = o.object().plus(0, 0, -.07);
    Vec3 to = hand.distanceXz(button) > .02 ? button.withY(hand.y()) : button.plus(0, .2, 0);
    return Command.move(hand, to, 10, -1);
  }
}
