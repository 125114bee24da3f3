package dev.graft.cli.replica;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process in place of a simulator, with the arguments {@code BEHAVIOUR FOLDER --port PORT}: it
 * listens at the port, says so in the simulator's words and by a file {@code serving-<n>} in the
 * folder, for its {@code n}-th start, and exits with status 4 at the first connection. The
 * behaviour is {@code serve}, {@code hold} (SIGTERM has no effect) or {@code fail} (it never
 * serves).
 */
final class FakeSimulator {
  private FakeSimulator() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("fail")) {
      System.err.println("no native library");
      Runtime.getRuntime().halt(3);
    }
    if (arguments[0].equals("hold")) {
      sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> {});
    }
    Path folder = Path.of(arguments[1]);
    int port = Integer.parseInt(arguments[3]);
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      System.err.println("simulator fake serves at 127.0.0.1:" + server.getLocalPort());
      int start = 0;
      while (Files.exists(folder.resolve("serving-" + start))) {
        start++;
      }
      Files.createFile(folder.resolve("serving-" + start));
      server.accept();
      Runtime.getRuntime().halt(4);
    }
  }

  static List<String> command(String behaviour, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xmx32m",
        "-cp",
        System.getProperty("java.class.path").split(File.pathSeparator)[0],
        FakeSimulator.class.getName(),
        behaviour,
        folder.toString());
  }
}
