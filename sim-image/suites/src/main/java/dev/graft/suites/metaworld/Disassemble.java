package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Lift the ring of a wrench off a peg. */
final class Disassemble extends Task {
  static final Definition DEFINITION =
      Definition.of("disassemble-v3", "sawyer_assembly_peg", Disassemble::new)
          .handHome(single(0, .4, .2))
          .goals(vec(-.1, .6, .1699).plus(0, 0, .005), vec(.1, .75, .1701).plus(0, 0, .005))
          .random(vec(0, .6, .025), vec(-.1, .6, .1699), vec(.1, .75, .02501), vec(.1, .75, .1701))
          .apart(.1);

  private static final Caging CAGING = Caging.dense(.015, .02, .01);

  private final Wrench wrench = new Wrench(sawyer);
  private Vec3 initial = Vec3.ZERO;

  Disassemble(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = initial.plus(0, 0, .15);
    wrench.movePeg(initial.plus(0, 0, .03), initial.plus(0, 0, .08));
    sawyer.forward();
    sawyer.placeFreeObject(initial);
  }

  @Override
  void observe(double[] observation) {
    wrench.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    if (o.object().z() > target.z()) {
      return outcome.set(10, true);
    }
    Promoted grasped = CAGING.reward(sawyer, Wrench.graspable(o), initial, effort);
    Promoted reward = grasped.times(2).plus(6 * lifted()).times(Wrench.flat(o));
    return outcome.set(reward, false);
  }

  private double lifted() {
    Vec3 ring = wrench.ring();
    double error = target.plus(0, 0, .1).minus(ring).norm();
    return .1 * (ring.z() > .02 ? 1 : 0) + .9 * Tolerance.LONG_TAIL.upTo(.02, error, .2);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 wrench = o.object().plus(-.02, 0, .01);
    Vec3 to = hand.plus(0, 0, .1);
    if (hand.distanceXy(wrench) > .02) {
      to = wrench.plus(0, 0, .1);
    } else if (hand.distanceZ(wrench) > .03) {
      to = wrench;
    }
    boolean far = hand.distanceXy(wrench) > .02 || hand.distanceZ(wrench) > .07;
    return Command.move(hand, to, 10, far ? 0 : .8);
  }
}
