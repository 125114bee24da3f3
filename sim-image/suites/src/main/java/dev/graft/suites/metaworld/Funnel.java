package dev.graft.suites.metaworld;

/**
 * The height below which a hand should not be while it is away from what it is to descend upon: a
 * logarithmic funnel.
 *
 * @param radius of the hole in its middle, in metres
 * @param slope of its wall
 * @param height of its wall at 1 m from the hole
 */
record Funnel(double radius, double slope, double height) {
  /** The height of the wall, 0 above the hole. */
  double floor(double distance) {
    return distance > radius ? slope * NumPy.log(distance - radius) + height : 0;
  }

  /** 1 for a hand above the floor, less below it. */
  static double above(double floor, double hand, double margin) {
    return hand >= floor ? 1 : Tolerance.LONG_TAIL.upTo(.01, floor - hand, margin);
  }
}
