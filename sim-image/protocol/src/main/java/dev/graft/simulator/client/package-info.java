/**
 * A simulator as its users see it, without gRPC.
 *
 * <p>Start at {@link dev.graft.simulator.client.Simulator}.
 */
@NullMarked
package dev.graft.simulator.client;

import org.jspecify.annotations.NullMarked;
