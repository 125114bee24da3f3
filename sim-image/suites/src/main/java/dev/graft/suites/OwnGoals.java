package dev.graft.suites;

/**
 * Those that {@linkplain dev.graft.suites the package} defines: any number, for any seed.
 *
 * @param suite draws them
 */
record OwnGoals(Suite suite) implements Goals {
  @Override
  public int perTask() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void require(String task, long seed, int index) {
    suite.task(task);
    if (index < 0) {
      throw new RefusedGoalException(RefusedGoalException.Field.INDEX, index, "give 0 or more");
    }
  }

  @Override
  public double[] randomVector(String task, long seed, int index) {
    require(task, seed, index);
    return suite.randomVector(task, seed, index);
  }
}
