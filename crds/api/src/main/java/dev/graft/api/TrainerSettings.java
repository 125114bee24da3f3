package dev.graft.api;

/**
 * The processes that train.
 *
 * @param threads CPU threads of one trainer
 * @param backbone the pretraining pod
 * @param runs the pods of the adapter runs
 */
public record TrainerSettings(int threads, BackbonePod backbone, Runs runs) {
  /**
   * The pretraining pod.
   *
   * @param resources its requests and limits
   */
  public record BackbonePod(ResourceSettings resources) {}

  /**
   * The pods of the adapter runs.
   *
   * @param parallelism runs at once
   * @param resources requests and limits of one run's pod
   */
  public record Runs(int parallelism, ResourceSettings resources) {}
}
