package dev.graft.operator.app;

import dev.graft.operator.telemetry.JsonLogFormat;
import java.util.concurrent.CountDownLatch;

/** Entry point of the operator's image. */
public final class OperatorMain {
  private static final int EXIT_CANNOT_START = 1;

  private OperatorMain() {}

  /** Runs until the process is asked to stop; exits with 1 when it cannot start. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      OperatorConfiguration configuration = OperatorConfiguration.from(System.getenv());
      JsonLogFormat.install(configuration.logLevel());
      run(configuration);
    } catch (StartupException e) {
      System.err.println("graft-operator: " + e.getMessage());
      Runtime.getRuntime().halt(EXIT_CANNOT_START); // the hook would wait for this very thread
    }
  }

  private static void run(OperatorConfiguration configuration)
      throws StartupException, InterruptedException {
    try (OperatorProcess process = OperatorProcess.of(configuration)) {
      process.run(stopOnTermination());
    }
  }

  /** Opened by SIGTERM or SIGINT, which hold the end of the process until all is closed. */
  private static CountDownLatch stopOnTermination() {
    CountDownLatch asked = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  try {
                    main.join();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    return asked;
  }
}
