package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which goals a seed stands for: Graft's own, of which a task has any number, or the fifty a task
 * that the Python package {@code metaworld} 3.1.1 draws for a benchmark of this seed.
 */
public enum GoalSet {
  /** Graft's own: drawn for each task and index alone, without end. */
  Graft("", MetaWorldTasks.NAMES),
  /** Those of {@code metaworld.MT1(task, seed=seed)}. */
  MT1("MT1", MetaWorldTasks.NAMES),
  /** Those of {@code metaworld.MT10(seed=seed)}. */
  MT10("MT10", MetaWorldSplit.MT10.tasks()),
  /** Those of {@code metaworld.MT50(seed=seed)}. */
  MT50("MT50", MetaWorldTasks.NAMES),
  /** The training goals of {@code metaworld.ML1(task, seed=seed)}. */
  @JsonProperty("ML1-train")
  ML1_TRAIN("ML1-train", MetaWorldTasks.NAMES),
  /** The test goals of {@code metaworld.ML1(task, seed=seed)}. */
  @JsonProperty("ML1-test")
  ML1_TEST("ML1-test", MetaWorldTasks.NAMES),
  /** Those of {@code metaworld.ML10(seed=seed)}, of the half that has the task. */
  ML10("ML10", both(MetaWorldSplit.ML10_TRAIN, MetaWorldSplit.ML10_TEST)),
  /** Those of {@code metaworld.ML45(seed=seed)}, of the half that has the task. */
  ML45("ML45", both(MetaWorldSplit.ML45_TRAIN, MetaWorldSplit.ML45_TEST));

  private final String benchmark;
  private final List<String> tasks;

  GoalSet(String benchmark, List<String> tasks) {
    this.benchmark = benchmark;
    this.tasks = tasks;
  }

  private static List<String> both(MetaWorldSplit train, MetaWorldSplit test) {
    return Stream.concat(train.tasks().stream(), test.tasks().stream()).toList();
  }

  /** What simulators call the set; empty: Graft's own. */
  public String benchmark() {
    return benchmark;
  }

  /** The tasks that have goals in it. */
  public List<String> tasks() {
    return tasks;
  }

  /**
   * Keeps a setting that is {@link #Graft} out of JSON: what was planned before there was a choice
   * keeps its digest. Compared by Jackson.
   */
  static final class Unchosen {
    @Override
    public boolean equals(Object other) {
      return other == null || other == Graft;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
