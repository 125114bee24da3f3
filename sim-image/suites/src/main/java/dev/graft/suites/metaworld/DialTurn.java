package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Turn a dial half round. */
final class DialTurn extends Task {
  static final Definition DEFINITION =
      Definition.of("dial-turn-v3", "sawyer_dial", DialTurn::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.1, .73, .0299), vec(.1, .83, .0301))
          .random(vec(-.1, .7, 0), vec(.1, .8, 0));

  private static final double DIAL_RADIUS = .05;
  private static final double RADIUS = .07;
  private static final double REACH = .005;

  /** From the dial's mark to where it is pushed. */
  private static final Vec3 PUSH = vec(.05, .02, .09);

  private final int dial = sawyer.body("dial");
  private final int goal = sawyer.site("goal");
  private final int knob = sawyer.qposAddress("knob_Joint_1");
  private Vec3 initialPush = Vec3.ZERO;

  DialTurn(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    Vec3 position = Vec3.at(randomVector, 0);
    target = position.plus(0, .03, .03);
    sawyer.moveBody(dial, position);
    initialPush = mark().plus(PUSH);
    sawyer.moveSite(goal, target);
  }

  private Vec3 mark() {
    double angle = sawyer.qpos(knob);
    Vec3 direction = vec(LibM.sin(angle), -LibM.cos(angle), 0);
    return sawyer.bodyPosition(dial).plus(direction.times(DIAL_RADIUS));
  }

  @Override
  void observe(double[] observation) {
    mark().store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(dial, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    double margin = Math.abs(initialPush.distance(target) - RADIUS);
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    double away = o.object().plus(PUSH).distance(sawyer.tcp());
    double reachMargin = Math.abs(initialPush.distance(sawyer.initialTcp()) - REACH);
    double reach = Tolerance.GAUSSIAN.upTo(REACH, away, reachMargin);
    Promoted reward = Promoted.closing(effort).both(reach).both(inPlace).times(10);
    return outcome.set(reward, distance <= RADIUS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 dial = o.object().plus(PUSH);
    Vec3 to = dial.plus(-.05, .005, 0);
    if (hand.distanceXy(dial) > .02) {
      to = dial.withZ(.2);
    } else if (hand.distanceZ(dial) > .02) {
      to = dial;
    }
    return Command.move(hand, to, 10, 1);
  }
}
