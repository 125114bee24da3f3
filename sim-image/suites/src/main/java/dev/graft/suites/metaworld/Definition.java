package dev.graft.suites.metaworld;

import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What sets a task apart and is not code: its scene and its ranges. Metres, in the world's frame: x
 * to the robot's right, y away from it, z up, the table's top at 0.
 *
 * @param name as in {@code reach-v3}
 * @param scene its XML file in the folder {@code sawyer_xyz}, without the suffix
 * @param handLow lower corner of the box the hand can be steered in
 * @param handHigh upper corner of it
 * @param handHome where the hand is when an episode starts
 * @param goalLow lower corner of the box that goals are shown in
 * @param goalHigh upper corner of it
 * @param randomLow lower bounds of random vectors
 * @param randomHigh upper bounds of them
 * @param refused the random vectors that are drawn again
 * @param behaviour makes the task for one arm
 */
record Definition(
    String name,
    String scene,
    Vec3 handLow,
    Vec3 handHigh,
    Vec3 handHome,
    Vec3 goalLow,
    Vec3 goalHigh,
    double[] randomLow,
    double[] randomHigh,
    Predicate<double[]> refused,
    Function<Sawyer, Task> behaviour) {

  /** A task with the ranges that most tasks have: goals anywhere the hand can be. */
  static Definition of(String name, String scene, Function<Sawyer, Task> behaviour) {
    Vec3 low = new Vec3(-.5, .4, .05);
    Vec3 high = new Vec3(.5, 1, .5);
    Vec3 home = new Vec3(0, .6, .2);
    double[] none = {};
    return new Definition(
        name, scene, low, high, home, low, high, none, none, vector -> false, behaviour);
  }

  /** With a hand that can go down to {@code z}, as goals can. */
  Definition handDownTo(double z) {
    Vec3 low = handLow.withZ(z);
    return new Definition(
        name,
        scene,
        low,
        handHigh,
        handHome,
        low,
        goalHigh,
        randomLow,
        randomHigh,
        refused,
        behaviour);
  }

  /** With a hand that can come as near to the robot as {@code y}. */
  Definition handNearTo(double y) {
    return new Definition(
        name,
        scene,
        handLow.withY(y),
        handHigh,
        handHome,
        goalLow,
        goalHigh,
        randomLow,
        randomHigh,
        refused,
        behaviour);
  }

  Definition handHome(Vec3 home) {
    return new Definition(
        name,
        scene,
        handLow,
        handHigh,
        home,
        goalLow,
        goalHigh,
        randomLow,
        randomHigh,
        refused,
        behaviour);
  }

  Definition goals(Vec3 low, Vec3 high) {
    return new Definition(
        name,
        scene,
        handLow,
        handHigh,
        handHome,
        low,
        high,
        randomLow,
        randomHigh,
        refused,
        behaviour);
  }

  /** With random vectors that say where the object is. */
  Definition random(Vec3 low, Vec3 high) {
    return random(numbers(low), numbers(high));
  }

  /** With random vectors that say where the object is, then where the goal is. */
  Definition random(Vec3 objectLow, Vec3 goalLow, Vec3 objectHigh, Vec3 goalHigh) {
    return random(numbers(objectLow, goalLow), numbers(objectHigh, goalHigh));
  }

  private Definition random(double[] low, double[] high) {
    return new Definition(
        name, scene, handLow, handHigh, handHome, goalLow, goalHigh, low, high, refused, behaviour);
  }

  /** With random vectors drawn again while object and goal are nearer than this on the table. */
  Definition apart(double distance) {
    return new Definition(
        name,
        scene,
        handLow,
        handHigh,
        handHome,
        goalLow,
        goalHigh,
        randomLow,
        randomHigh,
        vector -> Vec3.at(vector, 0).distanceXy(Vec3.at(vector, vector.length - 3)) < distance,
        behaviour);
  }

  /** With random vectors drawn again while the object is nearer than this to a place. */
  Definition apartFrom(Vec3 place, double distance) {
    return new Definition(
        name,
        scene,
        handLow,
        handHigh,
        handHome,
        goalLow,
        goalHigh,
        randomLow,
        randomHigh,
        vector -> Vec3.at(vector, 0).distanceXy(place) < distance,
        behaviour);
  }

  /**
   * Draws a random vector: uniform in its box, again while it is refused.
   *
   * @param uniform the next number in [0, 1)
   */
  double[] draw(DoubleSupplier uniform) {
    double[] vector = new double[randomLow.length];
    do {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = randomLow[i] + (randomHigh[i] - randomLow[i]) * uniform.getAsDouble();
      }
    } while (refused.test(vector));
    return vector;
  }

  private static double[] numbers(Vec3... parts) {
    double[] numbers = new double[3 * parts.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i].store(numbers, 3 * i);
    }
    return numbers;
  }
}
