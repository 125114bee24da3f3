package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Put a peg into a hole at the side. */
final class PegInsertSide extends Task {
  static final Definition DEFINITION =
      Definition.of("peg-insert-side-v3", "sawyer_peg_insertion_side", PegInsertSide::new)
          .goals(vec(-.35, .4, -.001).plus(.03, 0, .13), vec(-.25, .7, .001).plus(.03, 0, .13))
          .random(vec(0, .5, .02), vec(-.35, .4, -.001), vec(.2, .7, .02), vec(-.25, .7, .001))
          .apart(.1);

  private static final double RADIUS = .07;
  private static final Caging CAGING = Caging.dense(.0075, .03, .005);
  private static final Vec3 SCALE = vec(1, 2, 2);

  private final int grasp = sawyer.site("pegGrasp");
  private final int head = sawyer.site("pegHead");
  private final int box = sawyer.body("box");
  private final int goal = sawyer.site("goal");
  private final int lowFirst = sawyer.site("bottom_right_corner_collision_box_1");
  private final int highFirst = sawyer.site("top_left_corner_collision_box_1");
  private final int lowSecond = sawyer.site("bottom_right_corner_collision_box_2");
  private final int highSecond = sawyer.site("top_left_corner_collision_box_2");
  private Vec3 initial = Vec3.ZERO;
  private Vec3 initialHead = Vec3.ZERO;

  PegInsertSide(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    initialHead = sawyer.sitePosition(head);
    sawyer.placeFreeObject(initial);
    Vec3 position = Vec3.at(randomVector, 3);
    sawyer.moveBody(box, position);
    target = position.plus(.03, 0, .13);
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(grasp).store(observation, Observation.OBJECT);
    sawyer.storeSiteRotation(grasp, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    Vec3 head = sawyer.sitePosition(this.head);
    double distance = head.minus(target).scaled(SCALE).norm();
    if (distance <= RADIUS) {
      return outcome.set(10, true);
    }
    double margin = initialHead.minus(target).scaled(SCALE).norm();
    double towards = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    Prism first = new Prism(sawyer.sitePosition(lowFirst), sawyer.sitePosition(highFirst));
    Prism second = new Prism(sawyer.sitePosition(lowSecond), sawyer.sitePosition(highSecond));
    double free = Tolerance.both(second.tolerance(head), first.tolerance(head));
    double inPlace = Tolerance.both(towards, free);
    boolean lifted = o.object().z() - .01 > initial.z();
    if (o.object().distance(sawyer.tcp()) < .08 && o.gripper() > 0 && lifted) {
      return outcome.set(Tolerance.both(1, inPlace) + (1 + 5 * inPlace), false);
    }
    Promoted grasped = CAGING.reward(sawyer, o.object(), initial, effort);
    // In a prism the tolerance is numpy's float64, elsewhere Python's 1.
    boolean inside = first.contains(head) || second.contains(head);
    return outcome.set((inside ? grasped.widened() : grasped).both(inPlace), false);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 peg = o.object();
    Vec3 hole = vec(-.35, o.goal().y(), .16);
    Vec3 to = hole;
    if (hand.distanceXy(peg) > .04) {
      to = peg.plus(0, 0, .3);
    } else if (hand.distanceZ(peg) > .025) {
      to = peg;
    } else if (peg.distanceYz(hole) > .03) {
      to = hole.plus(.4, 0, 0);
    }
    boolean far = hand.distanceXy(peg) > .04 || hand.distanceZ(peg) > .15;
    return Command.move(hand, to, 25, far ? -1 : .6);
  }
}
