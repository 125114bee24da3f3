package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Push a lock to the right to unlock a door. */
final class DoorUnlock extends Task {
  static final Definition DEFINITION =
      Definition.of("door-unlock-v3", "sawyer_door_lock", DoorUnlock::new)
          .handDownTo(-.15)
          .handHome(single(0, .6, .2))
          .goals(vec(0, .64, .21), vec(.2, .7, .2111))
          .random(vec(-.1, .8, .15), vec(.1, .85, .15));

  private static final double LOCK_LENGTH = .1;
  private static final double SUCCESS = .02;
  private static final double LOCKED = 1.5708;
  private static final Vec3 SCALE = vec(.25, 1, .5);

  /** From the hand to the shoulder that pushes the lock. */
  private static final Vec3 SHOULDER = vec(0, .055, .07);

  private final int door = sawyer.body("door");
  private final int doorLink = sawyer.body("door_link");
  private final int lockLink = sawyer.body("lock_link");
  private final int lock = sawyer.site("lockStartUnlock");

  DoorUnlock(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    sawyer.moveBody(door, Vec3.at(randomVector, 0));
    sawyer.placeJoint(LOCKED);
    target = sawyer.bodyPosition(lockLink).plus(.1, -.04, 0);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(lock).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(doorLink, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double away = shoulderTo(o.object(), o.hand());
    // Python's "initial" lock is a live view.
    double margin = shoulderTo(sawyer.bodyPosition(lockLink), sawyer.initialTcp());
    double ready = Tolerance.LONG_TAIL.upTo(.02, away, margin);
    double distance = Math.abs(target.x() - o.object().x());
    double pushed = Tolerance.LONG_TAIL.upTo(.005, distance, LOCK_LENGTH);
    return outcome.set(2 * ready + 8 * pushed, distance <= SUCCESS);
  }

  private static double shoulderTo(Vec3 lock, Vec3 hand) {
    return hand.plus(SHOULDER).minus(lock).scaled(SCALE).norm();
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 lock = o.object().plus(-.04, -.02, -.03);
    Vec3 to = lock.plus(.1, 0, .01);
    if (hand.distanceXy(lock) > .02) {
      to = hand.z() > .15 ? hand.plus(0, -.1, -.1) : lock;
    }
    return Command.move(hand, to, 25, 1);
  }
}
