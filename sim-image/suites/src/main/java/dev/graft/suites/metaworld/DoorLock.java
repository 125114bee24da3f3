package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.single;
import static dev.graft.suites.metaworld.Vec3.vec;

/** Turn a lock down to lock a door. */
final class DoorLock extends Task {
  static final Definition DEFINITION =
      Definition.of("door-lock-v3", "sawyer_door_lock", DoorLock::new)
          .handDownTo(-.15)
          .handHome(single(0, .6, .2))
          .random(vec(-.1, .8, .15), vec(.1, .85, .15));

  private static final double LOCK_LENGTH = .1;
  private static final double SUCCESS = .02;
  private static final int SETTLING_STEPS = 5;
  private static final Vec3 SCALE = vec(.25, 1, .5);

  private final int door = sawyer.body("door");
  private final int doorLink = sawyer.body("door_link");
  private final int lockLink = sawyer.body("lock_link");
  private final int lock = sawyer.site("lockStartLock");

  DoorLock(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    sawyer.moveBody(door, Vec3.at(randomVector, 0));
    sawyer.settle(SETTLING_STEPS);
    target = sawyer.bodyPosition(lockLink).plus(0, -.04, -.1);
  }

  @Override
  void observe(double[] observation) {
    sawyer.sitePosition(lock).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(doorLink, observation, Observation.OBJECT_QUATERNION);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    double away = o.object().minus(sawyer.leftPad()).scaled(SCALE).norm();
    // The margin is meant to be the initial distance, but Python's "initial" pad is a live view.
    double near = Tolerance.LONG_TAIL.upTo(.01, away, away);
    double distance = o.object().distanceZ(target);
    double pressed = Tolerance.LONG_TAIL.upTo(.005, distance, LOCK_LENGTH);
    double opened = Math.max(o.gripper(), 0);
    return outcome.set(2 * Tolerance.both(opened, near) + 8 * pressed, distance <= SUCCESS);
  }

  @Override
  Command script(Observation o) {
    Vec3 hand = o.hand();
    Vec3 lock = o.object().plus(-.02, -.02, 0);
    Vec3 to = lock.plus(-.1, 0, -.1);
    if (hand.distanceXy(lock) > .02) {
      to = hand.z() < .25 ? hand.plus(0, -.1, .1) : lock.plus(0, 0, .3);
    } else if (hand.distanceZ(lock) > .02) {
      to = lock;
    }
    return Command.move(hand, to, 25, -1);
  }
}
