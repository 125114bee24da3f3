package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Press a handle down. */
final class HandlePress extends Task {
  static final Definition DEFINITION =
      Definition.of("handle-press-v3", "sawyer_handle_press", HandlePress::new)
          .goals(vec(-.1, .55, .04), vec(.1, .7, .08))
          .random(vec(-.1, .8, -.001), vec(.1, .9, .001));

  private final PressedHandle handle = new PressedHandle(sawyer);

  HandlePress(Sawyer sawyer) {
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
    Vec3 handle = o.object().plus(0, -.02, 0);
    Vec3 to = handle.plus(0, 0, hand.distanceXy(handle) > .02 ? .2 : -.5);
    return Command.move(hand, to, 25, -1);
  }
}
