package dev.graft.trainer.lerobot;

import dev.graft.api.Suite;
import java.util.ArrayList;
import java.util.List;

/**
 * What demonstrations of a suite say of its robot.
 *
 * @param type what the robot is called
 * @param framesPerSecond steps of its control in a second of simulated time
 * @param state names of the numbers of a state
 * @param action names of the numbers of an action
 */
public record Robot(String type, int framesPerSecond, List<String> state, List<String> action) {
  /** Meta-World: five physics steps of 2.5 ms to a step. */
  private static final int META_WORLD_RATE = 80;

  /** Copies the names. */
  public Robot {
    state = List.copyOf(state);
    action = List.copyOf(action);
  }

  /** The robot of a suite. */
  public static Robot of(Suite suite) {
    return switch (suite) {
      case MetaWorld ->
          new Robot("sawyer", META_WORLD_RATE, metaWorldState(), List.of("x", "y", "z", "gripper"));
    };
  }

  /** Eighteen numbers of now, as many of the step before, and the goal. */
  private static List<String> metaWorldState() {
    List<String> names = new ArrayList<>(metaWorldFrame(""));
    names.addAll(metaWorldFrame("previous_"));
    names.addAll(List.of("goal_x", "goal_y", "goal_z"));
    return names;
  }

  private static List<String> metaWorldFrame(String prefix) {
    List<String> names = new ArrayList<>();
    List.of("hand_x", "hand_y", "hand_z", "gripper").forEach(name -> names.add(prefix + name));
    for (String object : List.of("object1", "object2")) {
      for (String axis : List.of("x", "y", "z")) {
        names.add(prefix + object + "_" + axis);
      }
      for (int i = 0; i < 4; i++) {
        names.add(prefix + object + "_quaternion" + i);
      }
    }
    return names;
  }
}
