package dev.graft.suites.metaworld;

import dev.graft.mujoco.Model;
import dev.graft.mujoco.ObjectType;
import dev.graft.mujoco.Simulation;
import java.nio.DoubleBuffer;

/**
 * The Sawyer arm in one scene: a hand that follows a mocap body, a gripper of two fingers, and
 * access to what lies around it (metaworld 3.1.1, sawyer_xyz_env.py).
 */
final class Sawyer implements AutoCloseable {
  /**
   * Where the first object's coordinates begin in {@code qpos} and {@code qvel}: scenes have the
   * arm's seven joints and the gripper's two before all others.
   */
  static final int FIRST_OBJECT = 9;

  /** Steps of physics for one action. */
  static final int FRAME_SKIP = 5;

  private static final int STEPS_HOME = 50;
  private static final double METRES_PER_ACTION = 1.0 / 100;
  private static final double[] WELD = {0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 5};
  private static final double FULLY_OPEN = 0.1;

  private final Definition definition;
  private final Model model;
  private final Simulation simulation;
  private final int hand;
  private final int rightClaw;
  private final int leftClaw;
  private final int rightPad;
  private final int leftPad;
  private final int rightFinger;
  private final int leftFinger;
  private final int rightPadGeom;
  private final int leftPadGeom;
  private Vec3 initialTcp = Vec3.ZERO;

  /** Takes over the model, a fork. */
  Sawyer(Definition definition, Model model) {
    this.definition = definition;
    this.model = model;
    weld(model);
    simulation = new Simulation(model);
    simulation.forward();
    hand = body("hand");
    rightClaw = body("rightclaw");
    leftClaw = body("leftclaw");
    rightPad = body("rightpad");
    leftPad = body("leftpad");
    rightFinger = site("rightEndEffector");
    leftFinger = site("leftEndEffector");
    rightPadGeom = geom("rightpad_geom");
    leftPadGeom = geom("leftpad_geom");
  }

  /** Loosens the weld between mocap body and hand, so that the hand stays behind a little. */
  private static void weld(Model model) {
    for (int i = 0; i < model.neq(); i++) {
      if (model.isWeld(i)) {
        model.equalityData().put(i * WELD.length, WELD);
      }
    }
  }

  // Names, to be looked up once.

  int body(String name) {
    return model.id(ObjectType.BODY, name);
  }

  int site(String name) {
    return model.id(ObjectType.SITE, name);
  }

  int geom(String name) {
    return model.id(ObjectType.GEOM, name);
  }

  /** Where the joint's coordinates begin in {@code qpos}. */
  int qposAddress(String joint) {
    return model.qposAddress(model.id(ObjectType.JOINT, joint));
  }

  /** Where the joint's velocities begin in {@code qvel}. */
  int qvelAddress(String joint) {
    return model.qvelAddress(model.id(ObjectType.JOINT, joint));
  }

  // What is where.

  Vec3 bodyPosition(int body) {
    return read(simulation.bodyPositions(), body);
  }

  Vec3 sitePosition(int site) {
    return read(simulation.sitePositions(), site);
  }

  Vec3 geomPosition(int geom) {
    return read(simulation.geomPositions(), geom);
  }

  Vec3 handPosition() {
    return bodyPosition(hand);
  }

  Vec3 leftPad() {
    return bodyPosition(leftPad);
  }

  Vec3 rightPad() {
    return bodyPosition(rightPad);
  }

  /** The tool's centre: midway between the fingers. */
  Vec3 tcp() {
    Vec3 sum = sitePosition(rightFinger).plus(sitePosition(leftFinger));
    return new Vec3(sum.x() / 2.0, sum.y() / 2.0, sum.z() / 2.0);
  }

  /** The tool's centre when the hand was last brought home. */
  Vec3 initialTcp() {
    return initialTcp;
  }

  /** From 0, closed, to 1. */
  double gripperOpening() {
    double apart = bodyPosition(rightClaw).distance(bodyPosition(leftClaw));
    return Math.clamp(apart / FULLY_OPEN, 0.0, 1.0);
  }

  /** Where a site is within its body, according to the model. */
  Vec3 siteInBody(int site) {
    return read(model.sitePositions(), site);
  }

  /** Whether both of the gripper's pads press on a geom. */
  boolean touches(int geom) {
    return simulation.contactForce(leftPadGeom, geom) > 0
        && simulation.contactForce(rightPadGeom, geom) > 0;
  }

  double qpos(int address) {
    return simulation.qpos().get(address);
  }

  /** Writes a body's orientation (w, x, y, z). */
  void storeQuaternion(int body, double[] numbers, int offset) {
    simulation.bodyQuaternions().get(4 * body, numbers, offset, 4);
  }

  /** Writes a geom's orientation (x, y, z, w), computed from its matrix as scipy does. */
  void storeRotation(int geom, double[] numbers, int offset) {
    Rotation.quaternion(simulation.geomMatrices(), 9 * geom, numbers, offset);
  }

  /** Writes a site's orientation (x, y, z, w), computed from its matrix as scipy does. */
  void storeSiteRotation(int site, double[] numbers, int offset) {
    Rotation.quaternion(simulation.siteMatrices(), 9 * site, numbers, offset);
  }

  /** Writes a body's orientation (x, y, z, w), computed from its matrix as scipy does. */
  void storeBodyRotation(int body, double[] numbers, int offset) {
    Rotation.quaternion(simulation.bodyMatrices(), 9 * body, numbers, offset);
  }

  // Setting a scene up.

  /** Moves a body within its parent; seen after the next step or {@link #forward}. */
  void moveBody(int body, Vec3 position) {
    write(model.bodyPositions(), body, position);
  }

  /** Moves a site within its body; seen after the next step or {@link #forward}. */
  void moveSite(int site, Vec3 position) {
    write(model.sitePositions(), site, position);
  }

  void setQpos(int address, double value) {
    simulation.qpos().put(address, value);
  }

  void setQvel(int address, double value) {
    simulation.qvel().put(address, value);
  }

  /** Puts the first object, a free one, somewhere, at rest, its orientation unchanged. */
  void placeFreeObject(Vec3 position) {
    setQpos(FIRST_OBJECT, position.x());
    setQpos(FIRST_OBJECT + 1, position.y());
    setQpos(FIRST_OBJECT + 2, position.z());
    stopFreeObject();
    forward();
  }

  /** Puts the first object, a free one, somewhere upright; it goes on turning as it did. */
  void placeUprightObject(Vec3 position) {
    double[] pose = {position.x(), position.y(), position.z(), 1, 0, 0, 0};
    simulation.qpos().put(FIRST_OBJECT, pose);
    for (int i = 0; i < 3; i++) {
      setQvel(FIRST_OBJECT + i, 0);
    }
    forward();
  }

  /** Takes the first object's six velocities away. */
  void stopFreeObject() {
    for (int i = 0; i < 6; i++) {
      setQvel(FIRST_OBJECT + i, 0);
    }
  }

  /** Puts the first object's only joint somewhere, at rest. */
  void placeJoint(double value) {
    setQpos(FIRST_OBJECT, value);
    setQvel(FIRST_OBJECT, 0);
    forward();
  }

  void forward() {
    simulation.forward();
  }

  /** Lets physics run for some time steps. */
  void settle(int steps) {
    simulation.advance(steps);
  }

  /** Brings the hand home, the gripper open. */
  void goHome() {
    for (int i = 0; i < STEPS_HOME; i++) {
      write(simulation.mocapPositions(), 0, definition.handHome());
      keepUpright();
      simulate(-1, 1);
    }
    initialTcp = tcp();
  }

  /** Everything back to the model's initial state. */
  void reset() {
    simulation.reset();
  }

  // Acting.

  /** Follows an action for one step; computed in float32 up to the hand's place, as in Python. */
  void act(float[] action) {
    DoubleBuffer mocap = simulation.mocapPositions();
    mocap.put(0, steered(0, action[0], definition.handLow().x(), definition.handHigh().x()));
    mocap.put(1, steered(1, action[1], definition.handLow().y(), definition.handHigh().y()));
    mocap.put(2, steered(2, action[2], definition.handLow().z(), definition.handHigh().z()));
    keepUpright();
    simulate(action[3], -action[3]);
    simulation.forward();
  }

  private double steered(int axis, float action, double low, double high) {
    float delta = Math.clamp(action, -1f, 1f) * (float) METRES_PER_ACTION;
    return Math.clamp(simulation.mocapPositions().get(axis) + delta, low, high);
  }

  private void keepUpright() {
    simulation.mocapQuaternions().put(0, 1).put(1, 0).put(2, 1).put(3, 0);
  }

  private void simulate(double right, double left) {
    simulation.ctrl().put(0, right).put(1, left);
    // Python also has contact forces and accelerations of bodies computed, which nothing reads.
    simulation.advance(FRAME_SKIP);
  }

  Simulation simulation() {
    return simulation;
  }

  private static Vec3 read(DoubleBuffer positions, int index) {
    int i = 3 * index;
    return new Vec3(positions.get(i), positions.get(i + 1), positions.get(i + 2));
  }

  private static void write(DoubleBuffer positions, int index, Vec3 position) {
    int i = 3 * index;
    positions.put(i, position.x()).put(i + 1, position.y()).put(i + 2, position.z());
  }

  @Override
  public void close() {
    simulation.close();
    model.close();
  }
}
