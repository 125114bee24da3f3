package dev.graft.simulator.remote;

import dev.graft.simulator.v1.SimulatorGrpc;
import dev.graft.simulator.v1.SimulatorGrpc.SimulatorBlockingV2Stub;
import io.grpc.ManagedChannel;

/**
 * One simulator process.
 *
 * @param address as messages name it, such as {@code sim-0.sim:7300}
 * @param channel to it, closed by the client that owns the replica
 */
record Replica(String address, ManagedChannel channel) {
  SimulatorBlockingV2Stub stub() {
    return SimulatorGrpc.newBlockingV2Stub(channel);
  }
}
