package dev.graft.suites.metaworld;

/** A wrench with a ring, and the peg that the ring goes on. */
final class Wrench {
  private static final double HANDLE_LENGTH = .02;

  private final Sawyer sawyer;
  private final int nut;
  private final int handle;
  private final int ring;
  private final int peg;
  private final int pegTop;

  Wrench(Sawyer sawyer) {
    this.sawyer = sawyer;
    nut = sawyer.body("RoundNut");
    handle = sawyer.site("RoundNut-8");
    ring = sawyer.site("RoundNut");
    peg = sawyer.body("peg");
    pegTop = sawyer.site("pegTop");
  }

  void movePeg(Vec3 position, Vec3 top) {
    sawyer.moveBody(peg, position);
    sawyer.moveSite(pegTop, top);
  }

  /** The centre of the ring. */
  Vec3 ring() {
    return sawyer.sitePosition(ring);
  }

  void observe(double[] observation) {
    sawyer.sitePosition(handle).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(nut, observation, Observation.OBJECT_QUATERNION);
  }

  /** The point of the handle nearest to the hand: any is good to grasp. */
  static Vec3 graspable(Observation o) {
    boolean along = o.object().distanceX(o.hand()) < HANDLE_LENGTH / 2;
    return along ? o.object().withX(o.hand().x()) : o.object();
  }

  /** 1 for a wrench that lies as it should, 0 for one turned too far. */
  static double flat(Observation o) {
    return Math.max(1 - o.turnedFrom(.707, 0, 0, .707) / .4, 0);
  }
}
