package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Slide a plate out of a cabinet. */
final class PlateSlideBack extends Task {
  static final Definition DEFINITION =
      Definition.of("plate-slide-back-v3", "sawyer_plate_slide", PlateSlideBack::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.1, .6, .015), vec(.1, .6, .015))
          .random(vec(0, .85, 0), vec(-.1, .6, .015), vec(0, .85, 0), vec(.1, .6, .015));

  private final Plate plate = new Plate(sawyer);
  private Vec3 initial = Vec3.ZERO;

  PlateSlideBack(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    plate.place(0, .15, target);
  }

  @Override
  void observe(double[] observation) {
    plate.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    return plate.evaluate(o.object(), initial, target);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 plate = o.object().plus(0, -.065, .025);
    Vec3 to = vec(hand.x() - .1, .55, hand.z());
    if (hand.distanceXy(plate) > .01) {
      to = plate.plus(0, 0, .1);
    } else if (hand.distanceZ(plate) > .04) {
      to = plate;
    } else if (hand.y() > .7) {
      to = hand.plus(0, -.1, 0);
    } else if (hand.y() > .6) {
      to = vec(.15, .55, hand.z());
    }
    return Command.move(hand, to, 10, -1);
  }
}
