/**
 * YAML text as JSON trees that know their lines.
 *
 * <p>Belongs here: what YAML means, read the way Kubernetes reads it. Does not belong here:
 * schemas, AdapterJobs. Start at {@link dev.graft.crd.yaml.YamlReader}.
 */
@NullMarked
package dev.graft.crd.yaml;

import org.jspecify.annotations.NullMarked;
