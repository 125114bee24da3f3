package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Press a button behind a wall from above. */
final class ButtonPressTopdownWall extends Task {
  static final Definition DEFINITION =
      Definition.of(
              "button-press-topdown-wall-v3",
              "sawyer_button_press_topdown_wall",
              ButtonPressTopdownWall::new)
          .handHome(single(0, .4, .2))
          .random(vec(-.1, .8, .115), vec(.1, .9, .115));

  private static final double SUCCESS = .024;

  private final Button button = new Button(sawyer, vec(0, 0, .193));
  private double travel;

  ButtonPressTopdownWall(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    button.moveBox(Vec3.at(randomVector, 0));
    sawyer.forward();
    target = button.hole();
    travel = button.start().distanceZ(target);
  }

  @Override
  void observe(double[] observation) {
    button.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double away = o.object().distance(sawyer.tcp());
    double near = Tolerance.LONG_TAIL.upTo(.01, away, o.object().distance(sawyer.initialTcp()));
    double reward = 5 * Tolerance.both(o.gripper(), near);
    double distance = o.object().distanceZ(target);
    if (away <= .03) {
      reward += 5 * Tolerance.LONG_TAIL.upTo(.005, distance, travel);
    }
    return outcome.set(reward, distance <= SUCCESS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 button = o.object().plus(0, -.06, 0);
    Vec3 to = hand.distanceXy(button) > .04 ? button.plus(0, 0, .1) : button;
    return Command.move(hand, to, 25, -1);
  }
}
