/**
 * Demonstrations by scripted policies. What is collected depends on the request alone: neither on
 * the number of threads nor on which episode ends first.
 *
 * <p>Start at {@link dev.graft.simulator.server.demonstration.DemonstrationStream}, which keeps the
 * threads busy with what {@code Schedule} says is next.
 */
@NullMarked
package dev.graft.simulator.server.demonstration;

import org.jspecify.annotations.NullMarked;
