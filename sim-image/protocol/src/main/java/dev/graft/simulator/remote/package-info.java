/**
 * The simulator across gRPC: connections to one or more replicas, and the conversion of messages
 * and failures to the types of {@link dev.graft.simulator.client}. Nothing here knows physics.
 *
 * <p>Start at {@link dev.graft.simulator.remote.SimulatorClient}; a rollout is a {@code
 * RemoteSession} over one {@code Conversation}.
 */
@NullMarked
package dev.graft.simulator.remote;

import org.jspecify.annotations.NullMarked;
