package dev.graft.operator.resources;

import dev.graft.api.AdapterJobSpec;
import dev.graft.plan.Plan;

/**
 * All that the children of one AdapterJob are built from.
 *
 * @param owner the AdapterJob's identity
 * @param spec what a person asked for: resources, replicas, parallelism
 * @param plan the stages and runs, with digests
 * @param images of the pods
 * @param user as whom the pods run
 * @param trackingUri address of the MLflow server, as the pods reach it
 */
public record Blueprint(
    Owner owner, AdapterJobSpec spec, Plan plan, Images images, PodUser user, String trackingUri) {

  /**
   * The key of the attempt's parent run in MLflow: the same for all its pods and for whoever makes
   * that run, and for no other AdapterJob or attempt.
   */
  public String parentKey() {
    return parentKey(owner.uid(), plan.specDigest());
  }

  /** The key of the parent run of an attempt of the AdapterJob with this UID. */
  public static String parentKey(String uid, String specDigest) {
    return uid + "/" + specDigest;
  }
}
