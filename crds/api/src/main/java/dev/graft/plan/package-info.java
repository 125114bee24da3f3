/**
 * What an AdapterJob executes: a backbone stage and adapter runs, each identified by the digest of
 * what determines its result.
 *
 * <p>Belongs here: the plan's records and the pure planner. Does not belong here: I/O of any kind.
 * Start at {@link dev.graft.plan.Planner}, which makes a {@link dev.graft.plan.Plan} of a spec.
 */
@NullMarked
package dev.graft.plan;

import org.jspecify.annotations.NullMarked;
