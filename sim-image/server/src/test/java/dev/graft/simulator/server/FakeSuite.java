package dev.graft.simulator.server;

import dev.graft.mujoco.MujocoException;
import dev.graft.mujoco.PictureSize;
import dev.graft.suites.CameraInfo;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import dev.graft.suites.Goals;
import dev.graft.suites.RefusedGoalException;
import dev.graft.suites.RefusedGoalException.Field;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks without physics. The observation is {@code [goal index, seed, steps, sum of all actions]}.
 * A task named {@code solved-at-N} is solved at step N, {@code every-third-fails} at step 4 unless
 * its goal's index is 2 modulo 3, {@code hopeless} never, {@code breaks} throws at its second step.
 * Counts what happens to its environments. Its benchmark {@code Few} has {@link #FEW_GOALS} goals a
 * task, whose indices are seen ten higher.
 */
public final class FakeSuite implements Suite {
  /** Of every episode. */
  public static final int HORIZON = 12;

  /** Its name. */
  public static final String NAME = "Fake";

  /** A set of goals beside its own. */
  public static final String FEW = "Few";

  /** Goals that a task has there. */
  public static final int FEW_GOALS = 5;

  /** Environments opened so far. */
  public final AtomicInteger opened = new AtomicInteger();

  /** Environments closed so far. */
  public final AtomicInteger closed = new AtomicInteger();

  /** Episodes begun so far. */
  public final AtomicInteger begun = new AtomicInteger();

  /** The camera of every task but {@code wide}. */
  public static final String EYE = "eye";

  /** Cameras opened so far. */
  public final AtomicInteger camerasOpened = new AtomicInteger();

  /** Cameras closed so far. */
  public final AtomicInteger camerasClosed = new AtomicInteger();

  /** Runs at every picture. */
  public volatile Runnable atPicture = () -> {};

  /** Runs at every step, for example to meet another thread there. */
  public volatile Runnable atStep = () -> {};

  /** Runs at every reset. */
  public volatile Runnable atReset = () -> {};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<TaskInfo> tasks() {
    return List.of(
        task("solved-at-3", 4),
        task("solved-at-5", 4),
        task("every-third-fails", 4),
        task("hopeless", 4),
        task("breaks", 4),
        task("wide", 6));
  }

  private static TaskInfo task(String name, int observationSize) {
    return new TaskInfo(name, observationSize, 2, 0, 1, HORIZON);
  }

  @Override
  public Goals goals(String benchmark) {
    return benchmark.equals(FEW) ? new FewGoals() : Suite.super.goals(benchmark);
  }

  private static final class FewGoals implements Goals {
    @Override
    public int perTask() {
      return FEW_GOALS;
    }

    @Override
    public void require(String task, long seed, int index) {
      if (task.equals("wide")) {
        throw new RefusedGoalException(Field.BENCHMARK, FEW, "it has no task '" + task + "'");
      }
      if (index < 0 || index >= FEW_GOALS) {
        throw new RefusedGoalException(Field.INDEX, index, "give 0 to 4");
      }
    }

    @Override
    public double[] randomVector(String task, long seed, int index) {
      return new double[] {index + 10, seed};
    }
  }

  @Override
  public Environment open(String task) {
    opened.incrementAndGet();
    return new FakeEnvironment(task);
  }

  @Override
  public List<CameraInfo> cameras(String task) {
    return task.equals("wide")
        ? List.of()
        : List.of(new CameraInfo(EYE, "sees the observation"), new CameraInfo("blind", "broken"));
  }

  @Override
  public double[] randomVector(String task, long seed, int index) {
    return new double[] {index, seed};
  }

  private final class FakeEnvironment implements Environment {
    private final String task;
    private final double[] observation;

    FakeEnvironment(String task) {
      this.task = task;
      this.observation = new double[task(task).observationSize()];
    }

    @Override
    public void reset(double[] randomVector) {
      begun.incrementAndGet();
      atReset.run();
      observation[0] = randomVector[0];
      observation[1] = randomVector[1];
      observation[2] = 0;
      observation[3] = 0;
    }

    @Override
    public void step(float[] action) {
      atStep.run();
      observation[2]++;
      observation[3] += action[0] + action[1];
      if (task.equals("breaks") && observation[2] == 2) {
        throw new ArithmeticException("the state diverged");
      }
    }

    @Override
    public double[] observation() {
      return observation;
    }

    @Override
    public double reward() {
      return 10 * observation[2];
    }

    @Override
    public boolean success() {
      return observation[2] == solvedAt();
    }

    private int solvedAt() {
      return switch (task) {
        case "solved-at-3" -> 3;
        case "solved-at-5" -> 5;
        case "every-third-fails" -> observation[0] % 3 == 2 ? -1 : 4;
        default -> -1;
      };
    }

    @Override
    public void scriptedAction(double[] seen, double[] action) {
      action[0] = .25;
      action[1] = seen[2] == 0 ? 7 : -.5;
    }

    @Override
    public FrameSource camera(CameraSettings settings) {
      if (!settings.name().equals(EYE)) {
        throw new MujocoException("has no OpenGL: install libegl1");
      }
      camerasOpened.incrementAndGet();
      return new FakeCamera(settings.size(), observation);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** Every byte of its pictures is the number of steps; every distance the goal's index. */
  private final class FakeCamera implements FrameSource {
    private final PictureSize size;
    private final double[] observation;

    FakeCamera(PictureSize size, double[] observation) {
      this.size = size;
      this.observation = observation;
    }

    @Override
    public PictureSize size() {
      return size;
    }

    @Override
    public void rgb(byte[] rgb) {
      atPicture.run();
      Arrays.fill(rgb, (byte) observation[2]);
    }

    @Override
    public void depth(float[] metres) {
      Arrays.fill(metres, (float) observation[0]);
    }

    @Override
    public void close() {
      camerasClosed.incrementAndGet();
    }
  }
}
