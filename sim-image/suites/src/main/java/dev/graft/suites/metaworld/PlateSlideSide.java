package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Slide a plate into a cabinet at the side. */
final class PlateSlideSide extends Task {
  static final Definition DEFINITION =
      Definition.of("plate-slide-side-v3", "sawyer_plate_slide_sideway", PlateSlideSide::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.3, .54, 0), vec(-.25, .66, 0))
          .random(vec(0, .6, 0), vec(-.3, .54, 0), vec(0, .6, 0), vec(-.25, .66, 0));

  private final Plate plate = new Plate(sawyer);
  private Vec3 initial = Vec3.ZERO;

  PlateSlideSide(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    plate.place(0, 0, target);
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
    Vec3 plate = o.object().plus(.07, 0, -.005);
    Vec3 to = plate.plus(-.1, 0, 0);
    if (hand.distanceXy(plate) > .04) {
      to = plate.plus(0, 0, .1);
    } else if (hand.distanceZ(plate) > .04) {
      to = plate;
    } else if (hand.x() > -.2) {
      to = vec(hand.x() - .1, .6, hand.z());
    }
    return Command.move(hand, to, 25, 1);
  }
}
