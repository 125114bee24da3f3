package dev.graft.suites.metaworld;

import dev.graft.suites.CameraSettings;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import java.util.Arrays;

/** One task on one arm: the course of an episode, which is the same for all tasks. */
final class SawyerEnvironment implements Environment {
  static final int ACTION_SIZE = 4;
  static final int HORIZON = 500;
  private static final Vec3 SEEN_HAND_LOW = new Vec3(-0.525, 0.348, -0.0525);
  private static final Vec3 SEEN_HAND_HIGH = new Vec3(0.525, 1.025, 0.7);
  private static final int BEFORE_FIRST_RESET = -1;

  private final Definition definition;
  private final Sawyer sawyer;
  private final Task task;
  private final double[] observation = new double[Observation.SIZE];
  private final double[] present = new double[Observation.PRESENT];
  private final double[] previous = new double[Observation.PRESENT];
  private final Observation seen = new Observation(observation);
  private double reward;
  private boolean success;
  private int steps = BEFORE_FIRST_RESET;

  SawyerEnvironment(Definition definition, Sawyer sawyer) {
    this.definition = definition;
    this.sawyer = sawyer;
    task = definition.behaviour().apply(sawyer);
  }

  /**
   * Sets the scene twice with the simulator's own reset in between, as the Python package does: the
   * second time things already are where the first one moved them, which matters in 12 tasks.
   * Python brings the hand home the first time too. All that remains of that time is where bodies
   * and sites were put, and no task puts any by where the hand is, or what it has touched.
   */
  @Override
  public void reset(double[] randomVector) {
    requireFinite(randomVector);
    task.place(randomVector);
    sawyer.reset();
    sawyer.goHome();
    task.place(randomVector);
    look();
    System.arraycopy(present, 0, observation, Observation.PRESENT, Observation.PRESENT);
    reward = 0;
    success = false;
    steps = 0;
  }

  private void requireFinite(double[] randomVector) {
    int length = definition.randomLow().length;
    if (randomVector.length != length) {
      throw new IllegalArgumentException(
          "randVec has %d numbers, %s takes %d"
              .formatted(randomVector.length, definition.name(), length));
    }
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(randomVector[i])) {
        throw new IllegalArgumentException(
            "randVec[%d] is %s, must be a finite number".formatted(i, randomVector[i]));
      }
    }
  }

  @Override
  public void step(float[] action) {
    requireReady();
    requireFinite(action);
    sawyer.act(action);
    steps++;
    look();
    limitObservation();
    Outcome outcome = task.evaluate(seen, action[3]);
    reward = outcome.reward();
    success = outcome.success();
  }

  private void requireReady() {
    if (steps == BEFORE_FIRST_RESET) {
      throw new IllegalStateException("the environment was never reset: call reset first");
    }
    if (steps == HORIZON) {
      throw new IllegalStateException(
          "the episode ended after %d steps: call reset first".formatted(HORIZON));
    }
  }

  private static void requireFinite(float[] action) {
    if (action.length != ACTION_SIZE) {
      throw new IllegalArgumentException(
          "action has %d numbers, must have %d".formatted(action.length, ACTION_SIZE));
    }
    for (int i = 0; i < ACTION_SIZE; i++) {
      if (!Float.isFinite(action[i])) {
        throw new IllegalArgumentException(
            "action[%d] is %s, must be a finite number".formatted(i, action[i]));
      }
    }
  }

  /** Observes the present; what was the present becomes the step before. */
  private void look() {
    Arrays.fill(present, 0);
    sawyer.handPosition().store(present, 0);
    present[Observation.GRIPPER] = sawyer.gripperOpening();
    task.observe(present);
    System.arraycopy(present, 0, observation, 0, Observation.PRESENT);
    System.arraycopy(previous, 0, observation, Observation.PRESENT, Observation.PRESENT);
    task.target.store(observation, Observation.GOAL);
    System.arraycopy(present, 0, previous, 0, Observation.PRESENT);
  }

  /** Limits what the observation space limits; after a reset Python does not. */
  private void limitObservation() {
    limit(0, SEEN_HAND_LOW, SEEN_HAND_HIGH);
    limit(Observation.PRESENT, SEEN_HAND_LOW, SEEN_HAND_HIGH);
    limit(Observation.GOAL, definition.goalLow(), definition.goalHigh());
  }

  private void limit(int at, Vec3 low, Vec3 high) {
    observation[at] = limited(observation[at], low.x(), high.x());
    observation[at + 1] = limited(observation[at + 1], low.y(), high.y());
    observation[at + 2] = limited(observation[at + 2], low.z(), high.z());
  }

  /** As numpy: where the bounds are crossed, the upper one holds. */
  private static double limited(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }

  @Override
  public double[] observation() {
    return observation;
  }

  @Override
  public double reward() {
    return reward;
  }

  @Override
  public boolean success() {
    return success;
  }

  @Override
  public void scriptedAction(double[] observation, double[] action) {
    task.script(new Observation(observation)).store(action);
  }

  @Override
  public FrameSource camera(CameraSettings settings) {
    return SawyerCamera.open(sawyer.simulation(), settings);
  }

  @Override
  public void close() {
    sawyer.close();
  }
}
