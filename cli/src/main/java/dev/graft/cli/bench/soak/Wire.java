package dev.graft.cli.bench.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A connection to a server, in the hands of one who can cut it: no farewell, a reset at once. */
final class Wire implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Socket server;
  private volatile Socket client = new Socket();

  Wire(String host, int port) throws IOException {
    this.server = new Socket(host, port);
    Thread.ofVirtual().start(this::carry);
  }

  /** Where the client connects to. */
  String address() {
    return "localhost:" + entrance.getLocalPort();
  }

  private void carry() {
    try {
      client = entrance.accept();
      Thread.ofVirtual().start(() -> copy(client, server));
      copy(server, client);
    } catch (IOException cut) {
      close();
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream source = from.getInputStream();
      OutputStream target = to.getOutputStream();
      for (int read; (read = source.read(buffer)) >= 0; ) {
        target.write(buffer, 0, read);
        target.flush();
      }
    } catch (IOException cut) {
      close();
    }
  }

  /** Cuts it. */
  @Override
  public void close() {
    reset(server);
    reset(client);
    try {
      entrance.close();
    } catch (IOException closed) {
      // it carries nothing any more
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) {
      // the far side was faster
    }
  }
}
