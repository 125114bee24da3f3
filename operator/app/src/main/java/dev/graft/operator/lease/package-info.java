/**
 * Which of several operators leads: the one that holds a Lease.
 *
 * <p>Belongs here: taking, renewing and giving back the Lease, and keeping a process that does not
 * hold it from writing. Does not belong here: what a leader does. Start at {@link
 * dev.graft.operator.lease.Leadership}.
 */
@NullMarked
package dev.graft.operator.lease;

import org.jspecify.annotations.NullMarked;
