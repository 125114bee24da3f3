package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Slide a plate into a cabinet. */
final class PlateSlide extends Task {
  static final Definition DEFINITION =
      Definition.of("plate-slide-v3", "sawyer_plate_slide", PlateSlide::new)
          .handHome(single(0, .6, .2))
          .goals(vec(-.1, .85, 0), vec(.1, .9, 0))
          .random(vec(0, .6, 0), vec(-.1, .85, 0), vec(0, .6, 0), vec(.1, .9, 0));

  private final Plate plate = new Plate(sawyer);
  private Vec3 initial = Vec3.ZERO;

  PlateSlide(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    initial = Vec3.at(randomVector, 0);
    target = Vec3.at(randomVector, 3);
    plate.moveCabinet(target);
    plate.place(0, 0, target);
  }

  @Override
  void observe(double[] observation) {
    plate.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double distance = o.object().distance(target);
    if (distance < Plate.RADIUS) {
      return outcome.set(10, true);
    }
    double inPlace = Tolerance.LONG_TAIL.upTo(Plate.RADIUS, distance, initial.distance(target));
    double reach =
        Tolerance.LONG_TAIL.upTo(
            Plate.RADIUS, sawyer.tcp().distance(o.object()), sawyer.initialTcp().distance(initial));
    return outcome.set(8 * Tolerance.both(reach, inPlace), Plate.isSolved(distance));
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 plate = o.object().plus(0, -.055, .03);
    Vec3 to = vec(o.goal().x(), .9, plate.z());
    if (hand.distanceXy(plate) > .03) {
      to = plate.plus(0, 0, .1);
    } else if (hand.distanceZ(plate) > .04) {
      to = plate;
    }
    return Command.move(hand, to, 10, -1);
  }
}
