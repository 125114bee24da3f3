package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Press a handle at the side down. */
final class HandlePressSide extends Task {
  static final Definition DEFINITION =
      Definition.of("handle-press-side-v3", "sawyer_handle_press_sideways", HandlePressSide::new)
          .random(vec(-.35, .65, -.001), vec(-.25, .75, .001));

  private final PressedHandle handle = new PressedHandle(sawyer);

  HandlePressSide(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    target = handle.place(Vec3.at(randomVector, 0));
  }

  @Override
  void observe(double[] observation) {
    handle.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    return handle.evaluate(o.object(), target);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 handle = o.object();
    Vec3 to = handle.plus(0, 0, hand.distanceXy(handle) > .02 ? .2 : -.5);
    return Command.move(hand, to, 25, 1);
  }
}
