package dev.graft.simulator.server;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write the sockets of one server. They step environments too: the thread
 * that has read a request begins to answer it at once, and what it answers leaves by the same
 * thread. To wake another for either would cost more than a step.
 */
final class EventLoops implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final EventLoopGroup loops;
  private final Class<? extends ServerChannel> channel;

  EventLoops(int threads) {
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.channel =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("simulator-loop", /* daemon= */ true), io);
  }

  /** Has a server run all its calls on these threads. */
  NettyServerBuilder serve(NettyServerBuilder server) {
    return server
        .bossEventLoopGroup(loops)
        .workerEventLoopGroup(loops)
        .channelType(channel)
        .directExecutor();
  }

  /** The server must have ended. */
  @Override
  public void close() {
    loops
        .shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
