package dev.graft.suites.metaworld;

import dev.graft.suites.Environment;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import dev.graft.suites.UnknownTaskException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Meta-World: manipulation tasks for the Sawyer arm. Stateless but for the compiled scenes. */
public final class MetaWorld implements Suite {
  private static final Map<String, Definition> TASKS =
      byName(
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
          DrawerClose.DEFINITION,
          DrawerOpen.DEFINITION,
          FaucetClose.DEFINITION,
          FaucetOpen.DEFINITION,
          Hammer.DEFINITION,
          HandInsert.DEFINITION,
          HandlePressSide.DEFINITION,
          HandlePress.DEFINITION,
          HandlePullSide.DEFINITION,
          HandlePull.DEFINITION,
          LeverPull.DEFINITION,
          PegInsertSide.DEFINITION,
          PegUnplugSide.DEFINITION,
          PickOutOfHole.DEFINITION,
          PickPlace.DEFINITION,
          PickPlaceWall.DEFINITION,
          PlateSlideBackSide.DEFINITION,
          PlateSlideBack.DEFINITION,
          PlateSlideSide.DEFINITION,
          PlateSlide.DEFINITION,
          PushBack.DEFINITION,
          Push.DEFINITION,
          PushWall.DEFINITION,
          Reach.DEFINITION,
          ReachWall.DEFINITION,
          ShelfPlace.DEFINITION,
          Soccer.DEFINITION,
          StickPull.DEFINITION,
          StickPush.DEFINITION,
          SweepInto.DEFINITION,
          Sweep.DEFINITION,
          WindowClose.DEFINITION,
          WindowOpen.DEFINITION);

  private static Map<String, Definition> byName(Definition... definitions) {
    Map<String, Definition> byName = new LinkedHashMap<>();
    for (Definition definition : definitions) {
      byName.put(definition.name(), definition);
    }
    return byName;
  }

  @Override
  public String name() {
    return "MetaWorld";
  }

  @Override
  public List<TaskInfo> tasks() {
    return TASKS.keySet().stream().map(MetaWorld::info).toList();
  }

  private static TaskInfo info(String task) {
    return new TaskInfo(
        task,
        Observation.SIZE,
        SawyerEnvironment.ACTION_SIZE,
        Observation.GOAL,
        Observation.SIZE - Observation.GOAL,
        SawyerEnvironment.HORIZON);
  }

  @Override
  public Environment open(String task) {
    Definition definition = definition(task);
    return new SawyerEnvironment(
        definition, new Sawyer(definition, Scenes.fork(definition.scene())));
  }

  /**
   * The physics of an episode by itself, for measurements.
   *
   * @param randomVector where objects and goal are
   * @param actions of each step, each of four numbers
   * @throws UnknownTaskException if there is no such task
   */
  public BareEpisode bareEpisode(String task, double[] randomVector, float[][] actions) {
    Definition definition = definition(task);
    Sawyer sawyer = new Sawyer(definition, Scenes.fork(definition.scene()));
    return BareEpisode.record(
        new SawyerEnvironment(definition, sawyer), sawyer, randomVector, actions);
  }

  @Override
  public double[] randomVector(String task, long seed, int index) {
    return RandomVectors.draw(definition(task), seed, index);
  }

  private static Definition definition(String task) {
    Definition definition = TASKS.get(task);
    if (definition == null) {
      throw new UnknownTaskException(task, List.copyOf(TASKS.keySet()));
    }
    return definition;
  }
}
