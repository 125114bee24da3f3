/**
 * The structural schema of a CRD, applied to a value the way the API server applies it: pruned of
 * nulls, defaulted, checked, then its CEL rules evaluated.
 *
 * <p>Belongs here: what any CRD's schema means. Does not belong here: AdapterJob. Start at {@link
 * dev.graft.crd.schema.SchemaValidator}.
 */
@NullMarked
package dev.graft.crd.schema;

import org.jspecify.annotations.NullMarked;
