package dev.graft.api;

import java.util.List;

/** The Meta-World tasks that Graft can simulate. */
public final class MetaWorldTasks {
  /** Their names, sorted. */
  public static final List<String> NAMES =
      List.of(
          "button-press-topdown-v3",
          "dial-turn-v3",
          "door-close-v3",
          "door-lock-v3",
          "door-open-v3",
          "door-unlock-v3",
          "drawer-close-v3",
          "drawer-open-v3",
          "faucet-close-v3",
          "faucet-open-v3",
          "lever-pull-v3",
          "pick-place-v3",
          "push-v3",
          "reach-v3",
          "window-close-v3",
          "window-open-v3");

  private MetaWorldTasks() {}
}
