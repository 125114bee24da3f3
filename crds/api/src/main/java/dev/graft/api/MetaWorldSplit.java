package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The task lists of Meta-World's benchmarks, in the order of the Python package {@code metaworld}
 * 3.1.1 ({@code env_dict.py}). MT1 and ML1 are not here: they are benchmarks of one task, any of
 * the fifty, so their tasks are that task's name; what sets them apart is their goals, see {@link
 * GoalSet}.
 */
public enum MetaWorldSplit {
  /** Ten tasks to be learned together. */
  MT10(
      List.of(
          "reach-v3",
          "push-v3",
          "pick-place-v3",
          "door-open-v3",
          "drawer-open-v3",
          "drawer-close-v3",
          "button-press-topdown-v3",
          "peg-insert-side-v3",
          "window-open-v3",
          "window-close-v3")),
  /** All fifty tasks. */
  MT50(MetaWorldTasks.NAMES),
  /** Ten tasks to learn from before those of {@link #ML10_TEST}. */
  @JsonProperty("ML10-train")
  ML10_TRAIN(
      List.of(
          "reach-v3",
          "push-v3",
          "pick-place-v3",
          "door-open-v3",
          "drawer-close-v3",
          "button-press-topdown-v3",
          "peg-insert-side-v3",
          "window-open-v3",
          "sweep-v3",
          "basketball-v3")),
  /** Five tasks that are not among {@link #ML10_TRAIN}. */
  @JsonProperty("ML10-test")
  ML10_TEST(
      List.of(
          "drawer-open-v3", "door-close-v3", "shelf-place-v3", "sweep-into-v3", "lever-pull-v3")),
  /** All tasks but the five of {@link #ML45_TEST}. */
  @JsonProperty("ML45-train")
  ML45_TRAIN(
      List.of(
          "assembly-v3",
          "basketball-v3",
          "button-press-topdown-v3",
          "button-press-topdown-wall-v3",
          "button-press-v3",
          "button-press-wall-v3",
          "coffee-button-v3",
          "coffee-pull-v3",
          "coffee-push-v3",
          "dial-turn-v3",
          "disassemble-v3",
          "door-close-v3",
          "door-open-v3",
          "drawer-close-v3",
          "drawer-open-v3",
          "faucet-open-v3",
          "faucet-close-v3",
          "hammer-v3",
          "handle-press-side-v3",
          "handle-press-v3",
          "handle-pull-side-v3",
          "handle-pull-v3",
          "lever-pull-v3",
          "pick-place-wall-v3",
          "pick-out-of-hole-v3",
          "push-back-v3",
          "pick-place-v3",
          "plate-slide-v3",
          "plate-slide-side-v3",
          "plate-slide-back-v3",
          "plate-slide-back-side-v3",
          "peg-insert-side-v3",
          "peg-unplug-side-v3",
          "soccer-v3",
          "stick-push-v3",
          "stick-pull-v3",
          "push-wall-v3",
          "push-v3",
          "reach-wall-v3",
          "reach-v3",
          "shelf-place-v3",
          "sweep-into-v3",
          "sweep-v3",
          "window-open-v3",
          "window-close-v3")),
  /** Five tasks that are not among {@link #ML45_TRAIN}. */
  @JsonProperty("ML45-test")
  ML45_TEST(
      List.of(
          "bin-picking-v3", "box-close-v3", "hand-insert-v3", "door-lock-v3", "door-unlock-v3"));

  private final List<String> tasks;

  MetaWorldSplit(List<String> tasks) {
    this.tasks = tasks;
  }

  /** Its name in manifests, such as {@code ML45-train}. */
  public String label() {
    return name().replace("_TRAIN", "-train").replace("_TEST", "-test");
  }

  /** Names of its tasks. */
  public List<String> tasks() {
    return tasks;
  }
}
