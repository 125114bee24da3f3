package dev.graft.suites.metaworld;

import dev.graft.mujoco.Model;
import dev.graft.mujoco.ObjectType;
import dev.graft.mujoco.Pose;
import dev.graft.mujoco.View;
import dev.graft.mujoco.View.Turn;
import dev.graft.suites.CameraInfo;
import dev.graft.suites.CameraSettings.Orientation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task can be seen from: the cameras that every scene has (metaworld 3.1.1,
 * assets/objects/assets/xyz_base.xml), then presets that robot learning uses.
 *
 * <p>Meta-World mounts its corner cameras head down: "up" points down in their {@code xyaxes} and
 * {@code euler}. Their upright picture is turned by half.
 *
 * @param info its name and what it sees
 * @param camera of the scene that takes the picture
 * @param pose where that camera is put; null leaves it where the scene has it
 * @param mounting how the camera is mounted there
 */
record Viewpoint(CameraInfo info, String camera, @Nullable Pose pose, Mounting mounting) {
  enum Mounting {
    UPRIGHT,
    HEAD_DOWN
  }

  /** Where the table is, which R3M's cameras look at (its body tablelink). */
  private static final double[] TABLE = {0, 0.6, 0};

  /** MuJoCo's default field of view, which they have. */
  private static final double FOVY_DEGREES = 45;

  private static final List<Viewpoint> ALL =
      List.of(
          scene("topview", Mounting.UPRIGHT, "straight down from above the robot's side"),
          scene("corner", Mounting.HEAD_DOWN, "from the robot's left, low, over the table"),
          scene("corner2", Mounting.HEAD_DOWN, "from the robot's right, the whole workspace"),
          scene("corner3", Mounting.HEAD_DOWN, "from the robot's right, higher and farther"),
          scene("corner4", Mounting.HEAD_DOWN, "as corner2 from near: the hand and the table"),
          scene("behindGripper", Mounting.UPRIGHT, "moves with the hand, from behind it"),
          scene("gripperPOV", Mounting.UPRIGHT, "moves with the hand, along the fingers"),
          // Pixel-based reinforcement learning (such as TD-MPC2 and MoDem) puts corner2 at
          // cam_pos[2] = (0.75, 0.075, 0.7); since 3.1.1 the scenes have corner4 exactly there.
          new Viewpoint(
              new CameraInfo(
                  "corner2-near", "corner2 moved to (0.75, 0.075, 0.7), as pixel-based RL does"),
              "corner4",
              null,
              Mounting.HEAD_DOWN),
          // R3M (Nair et al. 2022) evaluates on these three: its fork of Meta-World,
          // assets_v2/objects/assets/xyz_base.xml, cameras of mode targetbody.
          r3m("left_cap2", new double[] {-0.5, 0, 0.4}, "from the robot's left"),
          r3m("right_cap2", new double[] {0.3, 0, 0.5}, "from the robot's right"),
          r3m("top_cap2", new double[] {0, 0.9, 0.6}, "from above, towards the robot"));

  private static Viewpoint scene(String name, Mounting mounting, String description) {
    return new Viewpoint(new CameraInfo(name, description), name, null, mounting);
  }

  private static Viewpoint r3m(String name, double[] position, String description) {
    return new Viewpoint(
        new CameraInfo(name, "R3M's camera: " + description),
        "topview",
        Pose.lookingAt(position, TABLE, FOVY_DEGREES),
        Mounting.UPRIGHT);
  }

  /** All there are. */
  static List<CameraInfo> all() {
    return ALL.stream().map(Viewpoint::info).toList();
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException if there is none of that name; lists those there are
   */
  static Viewpoint named(String name) {
    return ALL.stream()
        .filter(viewpoint -> viewpoint.info.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no camera '%s': give one of %s"
                        .formatted(
                            name,
                            String.join(", ", all().stream().map(CameraInfo::name).toList()))));
  }

  /** As seen in one scene. */
  View view(Model model, Orientation orientation) {
    boolean turned = mounting == Mounting.HEAD_DOWN && orientation == Orientation.UPRIGHT;
    return new View(model.id(ObjectType.CAMERA, camera), pose, turned ? Turn.HALF : Turn.NONE);
  }
}
