package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Put the ring of a wrench on a peg. */
final class Assembly extends Task {
  static final Definition DEFINITION =
      Definition.of("assembly-v3", "sawyer_assembly_peg", Assembly::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.1, .75, .1), vec(.1, .85, .1))
          .random(vec(0, .6, .02), vec(-.1, .75, .1), vec(0, .6, .02), vec(.1, .85, .1))
          .apart(.1);

  private static final Caging CAGING = new Caging(.015, .02, .01, .01, 1, Caging.Density.REACHING);
  private static final Vec3 SCALE = vec(1, 1, 3);

  private final Wrench wrench = new Wrench(sawyer);
  private Vec3 initial = Vec3.ZERO;

  Assembly(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    sawyer.placeFreeObject(initial);
    wrench.movePeg(target.minus(vec(0, 0, .05)), target);
  }

  @Override
  void observe(double[] observation) {
    wrench.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    Vec3 ring = wrench.ring();
    double radius = target.distanceXy(ring);
    boolean success = radius < .02 && target.z() - ring.z() > 0;
    if (success) {
      return outcome.set(10, true);
    }
    Promoted grasped = CAGING.reward(sawyer, Wrench.graspable(o), initial, effort);
    Promoted reward = grasped.times(2).plus(6 * overPeg(ring, radius)).times(Wrench.flat(o));
    return outcome.set(reward, false);
  }

  /** Whether the ring is lifted and comes over the peg from above. */
  private double overPeg(Vec3 ring, double radius) {
    Funnel funnel = new Funnel(.01, .02, .2);
    Vec3 error = target.minus(ring).withZ(funnel.floor(radius) - ring.z());
    double lifted = ring.z() > .02 || radius < funnel.radius() ? 1 : 0;
    return .1 * lifted + .9 * Tolerance.LONG_TAIL.upTo(.02, error.scaled(SCALE).norm(), .4);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 wrench = o.object().plus(-.02, 0, 0);
    Vec3 peg = o.goal().plus(.12, 0, .14);
    Vec3 to = peg;
    if (hand.distanceXy(wrench) > .02) {
      to = wrench.plus(0, 0, .1);
    } else if (hand.distanceXy(peg) <= .02) {
      to = peg.plus(0, 0, -.2);
    } else if (hand.distanceZ(wrench) > .05) {
      to = wrench.plus(0, 0, .03);
    } else if (hand.distanceZ(peg) > .04) {
      to = hand.withZ(peg.z());
    }
    boolean far = hand.distanceXy(wrench) > .02 || hand.distanceZ(wrench) > .12;
    return Command.move(hand, to, 10, far ? 0 : .6);
  }
}
