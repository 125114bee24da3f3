package dev.graft.simulator.remote;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;

/**
 * Makes room for several answers at once, of calls whose answers come one at a time. Room for each
 * answer as the last one is read would wake the connection's thread once more in every round trip.
 * A far side that answers unasked still finds room for no more than these.
 */
final class RoomAhead implements ClientInterceptor {
  static final int ANSWERS = 16;

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new Call<>(next.newCall(method, options));
  }

  private static final class Call<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private int ahead; // of what the reader has asked for

    private Call(ClientCall<Q, A> call) {
      super(call);
    }

    @Override
    public void request(int answers) {
      ahead -= answers;
      if (ahead < 0) {
        int room = ANSWERS - ahead - 1;
        ahead += room;
        super.request(room);
      }
    }
  }
}
