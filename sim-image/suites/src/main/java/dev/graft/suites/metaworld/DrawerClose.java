package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Push an open drawer in. */
final class DrawerClose extends Task {
  static final Definition DEFINITION =
      Definition.of("drawer-close-v3", "sawyer_drawer", DrawerClose::new)
          .handHome(single(0, .6, .2))
          .random(vec(-.1, .9, 0), vec(.1, .9, 0));

  private static final double OPEN = .15;
  private static final double RADIUS = .05;
  private static final double REACH = .005;

  private final int drawer = sawyer.body("drawer");
  private final int link = sawyer.body("drawer_link");
  private final int goal = sawyer.site("goal");
  private final int slide = Sawyer.FIRST_OBJECT;
  private Vec3 initial = Vec3.ZERO;

  DrawerClose(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    Vec3 position = Vec3.at(randomVector, 0);
    sawyer.moveBody(drawer, position);
    sawyer.setQpos(slide, -OPEN);
    sawyer.forward();
    initial = handle();
    target = position.plus(0, -.16, .09);
    sawyer.moveSite(goal, target);
  }

  private Vec3 handle() {
    return sawyer.bodyPosition(link).plus(0, -.16, .05);
  }

  @Override
  void observe(double[] observation) {
    handle().store(observation, Observation.OBJECT);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    Vec3 handle = o.object();
    double distance = handle.distance(target);
    boolean success = distance <= RADIUS + .015;
    if (success) {
      return outcome.set(10, true);
    }
    double margin = Math.abs(initial.distance(target) - RADIUS);
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    double reachMargin = Math.abs(initial.distance(sawyer.initialTcp()) - REACH);
    double reach = Tolerance.GAUSSIAN.upTo(REACH, handle.distance(sawyer.tcp()), reachMargin);
    return outcome.set(Promoted.closing(effort).both(reach).both(inPlace).times(10), false);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 drawer = o.object().plus(0, 0, -.02);
    Vec3 to = drawer;
    if (hand.y() > drawer.y()) {
      to = hand.z() < drawer.z() + .23 ? hand.withZ(drawer.z() + .5) : drawer.plus(0, -.075, .23);
    } else if (hand.distanceZ(drawer) > .04) {
      to = drawer.plus(0, -.075, 0);
    }
    return Command.move(hand, to, 25, 1);
  }
}
