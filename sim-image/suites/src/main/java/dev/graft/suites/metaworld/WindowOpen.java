package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Slide a window open, to the right. */
final class WindowOpen extends Task {
  static final Definition DEFINITION =
      Definition.of("window-open-v3", "sawyer_window_horizontal", WindowOpen::new)
          .handHome(single(0, .4, .2))
          .random(vec(-.1, .7, .16), vec(.1, .9, .16));

  private static final double WIDTH = .2;
  private static final double RADIUS = .05;
  private static final double REACH = .02;

  private final int window = sawyer.body("window");
  private final int handle = sawyer.site("handleOpenStart");
  private final int goal = sawyer.site("goal");
  private final int slide = sawyer.qposAddress("window_slide");
  private Vec3 initial = Vec3.ZERO;
  private Vec3 initialHandle = Vec3.ZERO;

  WindowOpen(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = initial.plus(WIDTH, 0, 0);
    sawyer.moveBody(window, initial);
    initialHandle = sawyer.sitePosition(handle);
    sawyer.setQpos(slide, 0);
    sawyer.moveSite(goal, target);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(handle).store(observation, Observation.OBJECT);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = Math.abs(o.object().x() - target.x());
    double margin = Math.abs(Math.abs(initial.x() - target.x()) - RADIUS);
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    double reachMargin = Math.abs(initialHandle.distance(sawyer.initialTcp()) - REACH);
    double reach = Tolerance.LONG_TAIL.upTo(REACH, o.object().distance(sawyer.tcp()), reachMargin);
    return outcome.set(10 * Tolerance.both(reach, inPlace), distance <= RADIUS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 window = o.object().plus(-.03, -.03, -.08);
    Vec3 to = window.plus(.1, 0, 0);
    if (hand.distanceXy(window) > .04) {
      to = window.plus(0, 0, .3);
    } else if (hand.distanceZ(window) > .02) {
      to = window;
    }
    return Command.move(hand, to, 25, 1);
  }
}
