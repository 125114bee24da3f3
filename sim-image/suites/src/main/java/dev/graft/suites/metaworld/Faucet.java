package dev.graft.suites.metaworld;

/** A faucet whose handle turns, and the reward that both directions share. */
final class Faucet {
  static final double HANDLE_LENGTH = .175;
  private static final double RADIUS = .07;
  private static final double REACH = .01;

  private final Sawyer sawyer;
  private final Outcome outcome = new Outcome();
  private final int base;
  private final int handle;
  private final int goal;
  private Vec3 position = Vec3.ZERO;

  Faucet(Sawyer sawyer, String handle, String goal) {
    this.sawyer = sawyer;
    base = sawyer.body("faucetBase");
    this.handle = sawyer.site(handle);
    this.goal = sawyer.site(goal);
  }

  void place(Vec3 at, Vec3 target) {
    position = at;
    sawyer.moveBody(base, at);
    sawyer.moveSite(goal, target);
  }

  void observe(double[] observation) {
    sawyer.sitePosition(handle).plus(0, 0, -.01).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(base, observation, Observation.OBJECT_QUATERNION);
  }

  /** Rewards the hand's way to {@code tip}, the end of the handle, and the tip's to the target. */
  Outcome evaluate(Vec3 tip, Vec3 target) {
    double distance = tip.distance(target);
    boolean success = distance <= RADIUS;
    double margin = Math.abs(position.distance(target) - RADIUS);
    double inPlace = Tolerance.LONG_TAIL.upTo(RADIUS, distance, margin);
    double reachMargin = Math.abs(position.distance(sawyer.initialTcp()) - REACH);
    double reach = Tolerance.GAUSSIAN.upTo(REACH, tip.distance(sawyer.tcp()), reachMargin);
    return outcome.set(success ? 10 : (2 * reach + 3 * inPlace) * 2, success);
  }

  /** Goes above the near side of the handle, down to it, then pushes on. */
  static Command turn(Vec3 hand, Vec3 side, Vec3 push) {
    Vec3 to = side.plus(push);
    if (hand.distanceXy(side) > .04) {
      to = side.plus(0, 0, .1);
    } else if (hand.distanceZ(side) > .04) {
      to = side;
    }
    return Command.move(hand, to, 25, 1);
  }
}
