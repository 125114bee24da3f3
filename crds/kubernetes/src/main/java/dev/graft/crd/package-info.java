/**
 * AdapterJob as Kubernetes sees it: the custom resource, its CRD, and the validation of manifests
 * against that very CRD.
 *
 * <p>Belongs here: YAML in, typed and defaulted {@link dev.graft.crd.AdapterJob}s or violations
 * out, all of it pure. Does not belong here: clients, reconcilers, files, the meaning of the fields
 * ({@link dev.graft.api}). Start at {@link dev.graft.crd.ManifestReader}.
 */
@NullMarked
package dev.graft.crd;

import org.jspecify.annotations.NullMarked;
