package dev.graft.operator.resources;

/** When a node asks the registry for an image, in Kubernetes' words. */
public enum PullPolicy {
  /** Before every start. */
  Always,
  /** When it has no image of that name. */
  IfNotPresent,
  /** Never: it has the image, or the pod does not start. */
  Never
}
