/**
 * Manifests from files: {@code graft validate} and {@code graft plan}, and what {@code graft run}
 * reads.
 *
 * <p>Does not belong here: what a manifest may say, which is {@code dev.graft.crd}'s. Start at
 * {@link dev.graft.cli.manifest.Manifests}.
 */
@NullMarked
package dev.graft.cli.manifest;

import org.jspecify.annotations.NullMarked;
