package dev.graft.trainer.mlflow;

import java.util.List;
import java.util.Map;

/**
 * What a run adds to a registered model.
 *
 * @param model name of the registered model, which is made when there is none
 * @param kind what its versions are, such as {@code backbone}
 * @param path of the version's files among the run's artifacts
 * @param digest of the weights: the same weights are the same version
 * @param description Markdown shown on the version's page
 * @param tags more tags
 * @param aliases names that stand for this version from now on
 */
public record ModelVersion(
    String model,
    String kind,
    String path,
    String digest,
    String description,
    Map<String, String> tags,
    List<String> aliases) {
  /** Tag of a registered model: what its versions are. */
  public static final String KIND = "graft.kind";

  /** Tag of a version: the digest of its weights. */
  public static final String DIGEST = "graft.weightsDigest";

  /** Tag of a version: the job that made it. */
  public static final String JOB = "graft.job";

  /** Tag of an adapter: how it was trained, as tables name it. */
  public static final String METHOD = "graft.method";

  /** Tag of an adapter: the goals it solved, of how many. */
  public static final String SUCCESS = "graft.success";

  /** Copies. */
  public ModelVersion {
    tags = Map.copyOf(tags);
    aliases = List.copyOf(aliases);
  }
}
