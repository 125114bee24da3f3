/**
 * The simulator across gRPC: connections to one or more replicas, and the conversion of messages
 * and failures to the types of {@link dev.graft.simulator.client}. Nothing here knows physics.
 *
 * <p>Start at {@link dev.graft.simulator.remote.SimulatorClient}. A rollout is a {@code
 * RemoteSession}: a {@code Line} to one replica at a time, and a {@code Journal} that {@code
 * Replay} brings the next replica up to date with. A {@code DemonstrationCollection} deals its
 * tasks out in {@code Share}s, one for each replica. Both talk through a {@code Conversation}, one
 * gRPC call.
 */
@NullMarked
package dev.graft.simulator.remote;

import org.jspecify.annotations.NullMarked;
