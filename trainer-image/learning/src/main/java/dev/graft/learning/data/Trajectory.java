package dev.graft.learning.data;

/**
 * One demonstrated episode.
 *
 * @param task name of its task
 * @param episode number among the episodes of its task
 * @param states {@code [length, stateDim]}, row-major, unmasked, in the simulator's units
 * @param actions {@code [length, actionDim]}, row-major; each was taken at the state of its row
 * @param length steps, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by digest
public record Trajectory(String task, int episode, float[] states, float[] actions, int length) {

  /** Refuses arrays that are not a whole number of rows, and numbers that are not finite. */
  public Trajectory {
    if (length < 1) {
      throw new IllegalArgumentException(
          "trajectory "
              + task
              + "#"
              + episode
              + " has length "
              + length
              + "; at least 1 is needed");
    }
    requireRows(task, episode, "states", states, length);
    requireRows(task, episode, "actions", actions, length);
  }

  /** Numbers in a state. */
  public int stateDim() {
    return states.length / length;
  }

  /** Numbers in an action. */
  public int actionDim() {
    return actions.length / length;
  }

  private static void requireRows(
      String task, int episode, String name, float[] values, int length) {
    if (values.length == 0 || values.length % length != 0) {
      throw new IllegalArgumentException(
          "trajectory %s#%d has %d %s for %d steps; a multiple is needed"
              .formatted(task, episode, values.length, name, length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "trajectory %s#%d has %s in %s at step %d; record it again"
                .formatted(task, episode, values[i], name, i / (values.length / length)));
      }
    }
  }
}
