package dev.graft.suites.metaworld;

import dev.graft.suites.CameraInfo;
import dev.graft.suites.Environment;
import dev.graft.suites.Goals;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import dev.graft.suites.UnknownTaskException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Meta-World: manipulation tasks for the Sawyer arm. Stateless but for the compiled scenes. */
public final class MetaWorld implements Suite {
  private static final Map<String, Definition> TASKS = byName(Splits.MT50);

  private static Map<String, Definition> byName(List<Definition> definitions) {
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
  public Map<String, List<String>> splits() {
    return Splits.NAMES;
  }

  @Override
  public List<String> benchmarks() {
    return BenchmarkGoals.names();
  }

  @Override
  public Goals goals(String benchmark) {
    return benchmark.isEmpty() ? Suite.super.goals(benchmark) : BenchmarkGoals.named(benchmark);
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
  public List<CameraInfo> cameras(String task) {
    definition(task);
    return Viewpoint.all();
  }

  @Override
  public double[] randomVector(String task, long seed, int index) {
    return RandomVectors.draw(definition(task), seed, index);
  }

  static Definition definition(String task) {
    Definition definition = TASKS.get(task);
    if (definition == null) {
      throw new UnknownTaskException(task, List.copyOf(TASKS.keySet()));
    }
    return definition;
  }
}
