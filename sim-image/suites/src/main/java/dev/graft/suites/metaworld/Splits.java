package dev.graft.suites.metaworld;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of Meta-World and of its benchmarks, in their order, which matters where goals are
 * drawn one after the other (metaworld 3.1.1, env_dict.py).
 */
final class Splits {
  static final List<Definition> MT50 =
      List.of(
          Assembly.DEFINITION,
          Basketball.DEFINITION,
          BinPicking.DEFINITION,
          BoxClose.DEFINITION,
          ButtonPressTopdown.DEFINITION,
          ButtonPressTopdownWall.DEFINITION,
          ButtonPress.DEFINITION,
          ButtonPressWall.DEFINITION,
          CoffeeButton.DEFINITION,
          CoffeePull.DEFINITION,
          CoffeePush.DEFINITION,
          DialTurn.DEFINITION,
          Disassemble.DEFINITION,
          DoorClose.DEFINITION,
          DoorLock.DEFINITION,
          DoorOpen.DEFINITION,
          DoorUnlock.DEFINITION,
          HandInsert.DEFINITION,
          DrawerClose.DEFINITION,
          DrawerOpen.DEFINITION,
          FaucetOpen.DEFINITION,
          FaucetClose.DEFINITION,
          Hammer.DEFINITION,
          HandlePressSide.DEFINITION,
          HandlePress.DEFINITION,
          HandlePullSide.DEFINITION,
          HandlePull.DEFINITION,
          LeverPull.DEFINITION,
          PickPlaceWall.DEFINITION,
          PickOutOfHole.DEFINITION,
          PickPlace.DEFINITION,
          PlateSlide.DEFINITION,
          PlateSlideSide.DEFINITION,
          PlateSlideBack.DEFINITION,
          PlateSlideBackSide.DEFINITION,
          PegInsertSide.DEFINITION,
          PegUnplugSide.DEFINITION,
          Soccer.DEFINITION,
          StickPush.DEFINITION,
          StickPull.DEFINITION,
          Push.DEFINITION,
          PushWall.DEFINITION,
          PushBack.DEFINITION,
          Reach.DEFINITION,
          ReachWall.DEFINITION,
          ShelfPlace.DEFINITION,
          SweepInto.DEFINITION,
          Sweep.DEFINITION,
          WindowOpen.DEFINITION,
          WindowClose.DEFINITION);

  static final List<Definition> MT10 =
      List.of(
          Reach.DEFINITION,
          Push.DEFINITION,
          PickPlace.DEFINITION,
          DoorOpen.DEFINITION,
          DrawerOpen.DEFINITION,
          DrawerClose.DEFINITION,
          ButtonPressTopdown.DEFINITION,
          PegInsertSide.DEFINITION,
          WindowOpen.DEFINITION,
          WindowClose.DEFINITION);

  static final List<Definition> ML10_TRAIN =
      List.of(
          Reach.DEFINITION,
          Push.DEFINITION,
          PickPlace.DEFINITION,
          DoorOpen.DEFINITION,
          DrawerClose.DEFINITION,
          ButtonPressTopdown.DEFINITION,
          PegInsertSide.DEFINITION,
          WindowOpen.DEFINITION,
          Sweep.DEFINITION,
          Basketball.DEFINITION);

  static final List<Definition> ML10_TEST =
      List.of(
          DrawerOpen.DEFINITION,
          DoorClose.DEFINITION,
          ShelfPlace.DEFINITION,
          SweepInto.DEFINITION,
          LeverPull.DEFINITION);

  static final List<Definition> ML45_TRAIN =
      List.of(
          Assembly.DEFINITION,
          Basketball.DEFINITION,
          ButtonPressTopdown.DEFINITION,
          ButtonPressTopdownWall.DEFINITION,
          ButtonPress.DEFINITION,
          ButtonPressWall.DEFINITION,
          CoffeeButton.DEFINITION,
          CoffeePull.DEFINITION,
          CoffeePush.DEFINITION,
          DialTurn.DEFINITION,
          Disassemble.DEFINITION,
          DoorClose.DEFINITION,
          DoorOpen.DEFINITION,
          DrawerClose.DEFINITION,
          DrawerOpen.DEFINITION,
          FaucetOpen.DEFINITION,
          FaucetClose.DEFINITION,
          Hammer.DEFINITION,
          HandlePressSide.DEFINITION,
          HandlePress.DEFINITION,
          HandlePullSide.DEFINITION,
          HandlePull.DEFINITION,
          LeverPull.DEFINITION,
          PickPlaceWall.DEFINITION,
          PickOutOfHole.DEFINITION,
          PushBack.DEFINITION,
          PickPlace.DEFINITION,
          PlateSlide.DEFINITION,
          PlateSlideSide.DEFINITION,
          PlateSlideBack.DEFINITION,
          PlateSlideBackSide.DEFINITION,
          PegInsertSide.DEFINITION,
          PegUnplugSide.DEFINITION,
          Soccer.DEFINITION,
          StickPush.DEFINITION,
          StickPull.DEFINITION,
          PushWall.DEFINITION,
          Push.DEFINITION,
          ReachWall.DEFINITION,
          Reach.DEFINITION,
          ShelfPlace.DEFINITION,
          SweepInto.DEFINITION,
          Sweep.DEFINITION,
          WindowOpen.DEFINITION,
          WindowClose.DEFINITION);

  static final List<Definition> ML45_TEST =
      List.of(
          BinPicking.DEFINITION,
          BoxClose.DEFINITION,
          HandInsert.DEFINITION,
          DoorLock.DEFINITION,
          DoorUnlock.DEFINITION);

  /** Names of tasks, by the name of their split. */
  static final Map<String, List<String>> NAMES = names();

  private Splits() {}

  private static Map<String, List<String>> names() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    names.put("MT10", names(MT10));
    names.put("MT50", names(MT50));
    names.put("ML10-train", names(ML10_TRAIN));
    names.put("ML10-test", names(ML10_TEST));
    names.put("ML45-train", names(ML45_TRAIN));
    names.put("ML45-test", names(ML45_TEST));
    return names;
  }

  private static List<String> names(List<Definition> tasks) {
    return tasks.stream().map(Definition::name).toList();
  }
}
