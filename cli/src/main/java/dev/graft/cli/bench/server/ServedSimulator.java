package dev.graft.cli.bench.server;

import dev.graft.cli.ChildJvm;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Graft;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code graft sim serve} in a process of its own, on a free port of this machine. */
public final class ServedSimulator implements AutoCloseable {
  private static final String SERVES = " serves at ";
  private static final int GRACE_SECONDS = 30;

  private final Process process;
  private final String address;

  private ServedSimulator(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one; returns when it serves.
   *
   * @param jvmOptions of its Java machine, such as {@code -Xmx512m}
   * @param arguments of {@code sim serve}, besides the port
   * @throws CommandFailure when it ends instead
   */
  public static ServedSimulator start(List<String> jvmOptions, List<String> arguments)
      throws IOException {
    List<String> served = new ArrayList<>(List.of("sim", "serve", "--port", "0"));
    served.addAll(arguments);
    List<String> command = ChildJvm.command(Graft.class, jvmOptions, served);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      return new ServedSimulator(process, address(process));
    } catch (IOException | RuntimeException | Error failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  private static String address(Process process) throws IOException {
    List<String> before = new ArrayList<>();
    BufferedReader output = process.inputReader();
    for (String line; (line = output.readLine()) != null; ) {
      int at = line.indexOf(SERVES);
      if (at >= 0) {
        relay(output);
        return line.substring(at + SERVES.length());
      }
      before.add(line);
    }
    throw CommandFailure.failed("the simulator did not start: " + String.join("; ", before));
  }

  /** What it says later belongs on this process's standard error; unread, it would block it. */
  private static void relay(BufferedReader output) {
    Thread.ofVirtual().start(() -> output.lines().forEach(System.err::println));
  }

  /** {@code host:port}. */
  public String address() {
    return address;
  }

  /** Of the process. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Tells it to end, and kills it when it does not. */
  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
