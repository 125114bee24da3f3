/**
 * The {@code AdapterJob} spec and status as records: what a person writes and what Graft answers.
 *
 * <p>Belongs here: the shape of the manifest, with bounds and defaults as schema annotations. Does
 * not belong here: Kubernetes clients, YAML, training. Start at {@link
 * dev.graft.api.AdapterJobSpec}.
 */
@NullMarked
package dev.graft.api;

import org.jspecify.annotations.NullMarked;
