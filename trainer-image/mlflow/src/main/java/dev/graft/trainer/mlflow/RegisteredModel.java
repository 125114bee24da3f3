package dev.graft.trainer.mlflow;

import java.util.List;
import java.util.Map;

/**
 * A registered model as it is.
 *
 * @param name of the model
 * @param kind what its versions are, such as {@code backbone}
 * @param versions the newest first
 */
public record RegisteredModel(String name, String kind, List<Version> versions) {
  /** Copies the versions. */
  public RegisteredModel {
    versions = List.copyOf(versions);
  }

  /**
   * A version.
   *
   * @param number from 1
   * @param runId the run that made it
   * @param source address of its files
   * @param tags by name
   * @param aliases names that stand for it
   */
  public record Version(
      String number, String runId, String source, Map<String, String> tags, List<String> aliases) {
    /** Copies. */
    public Version {
      tags = Map.copyOf(tags);
      aliases = List.copyOf(aliases);
    }
  }
}
