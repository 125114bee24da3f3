package dev.graft.mujoco;

import dev.graft.mujoco.binding.global.mujoco;
import dev.graft.mujoco.binding.mjData;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;

/**
 * A stretch of a simulation's past, played again by one loop in C: the same physics, and nothing
 * else. It is the yardstick for what an environment costs on top of MuJoCo, and, since it must end
 * in the very same state, a check that the environment asked for nothing else.
 *
 * <p>Plays in a state of its own, so that the recorded simulation goes on undisturbed. For one
 * thread at a time.
 */
public final class Playback implements AutoCloseable {
  private final Simulation recorded;
  private final Simulation played;
  private final DoublePointer start;
  private final DoublePointer commands;
  private final int commandSize;
  private final int most;
  private int count;

  /**
   * Begins at the present.
   *
   * @param recorded the simulation whose commands {@link #record} remembers
   * @param most commands that can be recorded
   */
  public Playback(Simulation recorded, int most) {
    this.recorded = recorded;
    this.most = most;
    Model model = recorded.model();
    commandSize =
        recorded.mocapPositions().capacity()
            + recorded.mocapQuaternions().capacity()
            + recorded.ctrl().capacity();
    start = new DoublePointer(mujoco.graft_state_size(model.struct()));
    commands = new DoublePointer((long) most * commandSize);
    mujoco.graft_get_state(model.struct(), recorded.struct(), start);
    played = new Simulation(model);
  }

  /** Remembers the mocap poses and controls that the last step of the simulation was made with. */
  public void record() {
    if (count == most) {
      throw new IllegalStateException("all %d commands are recorded".formatted(most));
    }
    int at = count * commandSize;
    at = append(recorded.mocapPositions(), at);
    at = append(recorded.mocapQuaternions(), at);
    append(recorded.ctrl(), at);
    count++;
  }

  private int append(DoubleBuffer numbers, int at) {
    for (int i = 0; i < numbers.capacity(); i++) {
      commands.put((long) at + i, numbers.get(i));
    }
    return at + numbers.capacity();
  }

  /**
   * Plays all commands from the start.
   *
   * @param n time steps for each command
   * @throws MujocoException if MuJoCo reports an error
   */
  public void play(int n) {
    mjData data = played.struct();
    try {
      mujoco.graft_play(played.model().struct(), data, start, commands, count, n);
    } catch (RuntimeException e) {
      throw new MujocoException("cannot play a simulation again", e);
    }
  }

  /** Whether playing ended with exactly the positions and velocities that the recording did. */
  public boolean agrees() {
    return equal(played.qpos(), recorded.qpos()) && equal(played.qvel(), recorded.qvel());
  }

  private static boolean equal(DoubleBuffer one, DoubleBuffer other) {
    return Arrays.equals(copy(one), copy(other));
  }

  private static double[] copy(DoubleBuffer numbers) {
    double[] copy = new double[numbers.capacity()];
    numbers.get(0, copy);
    return copy;
  }

  /** Closes what was made for playing, not the recorded simulation. */
  @Override
  public void close() {
    played.close();
    start.close();
    commands.close();
  }
}
