package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Slide a plate out of a cabinet at the side. */
final class PlateSlideBackSide extends Task {
  static final Definition DEFINITION =
      Definition.of(
              "plate-slide-back-side-v3", "sawyer_plate_slide_sideway", PlateSlideBackSide::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.05, .6, .015), vec(.15, .6, .015))
          .random(vec(-.25, .6, 0), vec(-.05, .6, .015), vec(-.25, .6, 0), vec(.15, .6, .015));

  private final Plate plate = new Plate(sawyer);
  private Vec3 initial = Vec3.ZERO;

  PlateSlideBackSide(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    plate.moveCabinet(initial);
    plate.place(-.15, 0, target);
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
    Vec3 plate = o.object().plus(.023, 0, .025);
    Vec3 to = vec(hand.x() + .1, .6, hand.z());
    if (hand.distanceXy(plate) > .01) {
      to = plate.plus(0, 0, .07);
    } else if (hand.distanceZ(plate) > .04) {
      to = plate;
    }
    return Command.move(hand, to, 10, 1);
  }
}
