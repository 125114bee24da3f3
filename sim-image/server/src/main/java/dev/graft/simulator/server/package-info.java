/**
 * The simulator as a server: the gRPC service of {@code simulator.proto} over the suites, in
 * process or behind a socket, and the main of the simulator pod.
 *
 * <p>Start at {@link dev.graft.simulator.server.SimulatorServer}; a program that wants a simulator
 * of its own takes {@link dev.graft.simulator.server.EmbeddedSimulator}.
 */
@NullMarked
package dev.graft.simulator.server;

import org.jspecify.annotations.NullMarked;
