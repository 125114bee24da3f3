package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Press a button on the front of a box behind a wall. */
final class ButtonPressWall extends Task {
  static final Definition DEFINITION =
      Definition.of("button-press-wall-v3", "sawyer_button_press_wall", ButtonPressWall::new)
          .handHome(single(0, .4, .2))
          .random(vec(-.05, .85, .1149), vec(.05, .9, .1151));

  private static final double SUCCESS = .03;

  private final Button button = new Button(sawyer, vec(0, -.193, 0));
  private double travel;

  ButtonPressWall(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    button.moveBox(Vec3.at(randomVector, 0));
    sawyer.placeJoint(0);
    target = button.hole();
    travel = button.start().distanceY(target);
  }

  @Override
  void observe(double[] observation) {
    button.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distanceY(target);
    return outcome.set(reward(o, distance), distance <= SUCCESS);
  }

  private double reward(Observation o, double distance) {
    double away = o.object().distance(sawyer.tcp());
    if (away > .07) {
      double near = Tolerance.LONG_TAIL.upTo(.01, away, o.object().distance(sawyer.initialTcp()));
      return 2 * Tolerance.both((1 - o.gripper()) / 2, near);
    }
    double pressed = Tolerance.LONG_TAIL.upTo(.005, distance, travel);
    return 2 + 2 * (1 + o.gripper()) + 4 * LibM.square(pressed);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 button = o.object().plus(0, 0, .04);
    if (hand.distanceX(button) > .02) {
      return Command.move(hand, vec(button.x(), hand.y(), .3), 15, 1);
    }
    if (button.y() - hand.y() > .09) {
      return Command.move(hand, button.withZ(.3), 15, 1);
    }
    if (hand.distanceZ(button) > .02) {
      return Command.move(hand, button.plus(0, -.05, 0), 15, 1);
    }
    return Command.move(hand, button.plus(0, -.02, 0), 15, -1);
  }
}
