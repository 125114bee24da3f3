package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Press a button on the front of a box. */
final class ButtonPress extends Task {
  static final Definition DEFINITION =
      Definition.of("button-press-v3", "sawyer_button_press", ButtonPress::new)
          .handHome(single(0, .4, .2))
          .random(vec(-.1, .85, .115), vec(.1, .9, .115));

  private static final double SUCCESS = .02;

  private final Button button = new Button(sawyer, vec(0, -.193, 0));
  private double travel;

  ButtonPress(Sawyer sawyer) {
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
    double away = o.object().distance(sawyer.tcp());
    double near = Tolerance.LONG_TAIL.upTo(.05, away, o.object().distance(sawyer.initialTcp()));
    double reward = 2 * Tolerance.both(o.gripper(), near);
    double distance = o.object().distanceY(target);
    if (away <= .05) {
      reward += 8 * Tolerance.LONG_TAIL.upTo(.005, distance, travel);
    }
    return outcome.set(reward, distance <= SUCCESS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 button = o.object().plus(0, 0, -.07);
    boolean aligned = isClose(hand.x(), button.x()) && isClose(hand.z(), button.z());
    Vec3 to = aligned ? button.plus(0, .02, 0) : button.withY(hand.y() - .1);
    return Command.move(hand, to, 25, 0);
  }

  /** As numpy's isclose: with a relative tolerance on top of the absolute one. */
  private static boolean isClose(double actual, double wanted) {
    return Math.abs(actual - wanted) <= .02 + 1e-5 * Math.abs(wanted);
  }
}
