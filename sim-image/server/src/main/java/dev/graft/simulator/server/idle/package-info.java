/**
 * Calls whose client is there but does nothing: their time is limited, for they hold environments
 * that others wait for.
 *
 * <p>Start at {@link dev.graft.simulator.server.idle.IdleTimer}.
 */
@NullMarked
package dev.graft.simulator.server.idle;

import org.jspecify.annotations.NullMarked;
