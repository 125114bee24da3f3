/**
 * A Kubernetes control plane for tests: etcd, an API server and the controller manager as
 * processes, no root and no node.
 *
 * <p>Start at {@link dev.graft.operator.cluster.ControlPlane}; tests get one through {@link
 * dev.graft.operator.cluster.ControlPlaneExtension}.
 */
@NullMarked
package dev.graft.operator.cluster;

import org.jspecify.annotations.NullMarked;
