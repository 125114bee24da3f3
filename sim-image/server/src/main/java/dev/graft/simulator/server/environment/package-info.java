/**
 * Open environments and the threads that run them.
 *
 * <p>Start at {@link dev.graft.simulator.server.environment.EnvironmentPool}.
 */
@NullMarked
package dev.graft.simulator.server.environment;

import org.jspecify.annotations.NullMarked;
