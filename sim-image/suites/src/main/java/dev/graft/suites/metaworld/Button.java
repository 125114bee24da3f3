package dev.graft.suites.metaworld;

/** A button in a box, pressed until it is in its hole. */
final class Button {
  private final Sawyer sawyer;
  private final Vec3 top;
  private final int box;
  private final int button;
  private final int hole;
  private final int start;

  /** A button whose top is observed, at an offset from its body. */
  Button(Sawyer sawyer, Vec3 top) {
    this.sawyer = sawyer;
    this.top = top;
    box = sawyer.body("box");
    button = sawyer.body("button");
    hole = sawyer.site("hole");
    start = sawyer.site("buttonStart");
  }

  void moveBox(Vec3 position) {
    sawyer.moveBody(box, position);
  }

  Vec3 hole() {
    return sawyer.sitePosition(hole);
  }

  Vec3 start() {
    return sawyer.sitePosition(start);
  }

  void observe(double[] observation) {
    sawyer.bodyPosition(button).plus(top).store(observation, Observation.OBJECT);
    sawyer.storeQuaternion(button, observation, Observation.OBJECT_QUATERNION);
  }
}
