package dev.graft.operator.app;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point of the operator's image. */
public final class OperatorMain {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

  /** A few tries in some seconds; the control loop itself tries again for as long as it takes. */
  private static final int REQUEST_RETRIES = 3;

  private static final int EXIT_CANNOT_START = 1;

  private OperatorMain() {}

  /** Runs until the process is asked to stop; exits with 1 when it cannot start. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      run(System.getenv());
    } catch (StartupException e) {
      System.err.println("graft-operator: " + e.getMessage());
      System.exit(EXIT_CANNOT_START);
    }
  }

  private static void run(Map<String, String> environment)
      throws StartupException, InterruptedException {
    OperatorConfiguration configuration = OperatorConfiguration.from(environment);
    Config config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withRequestRetryBackoffLimit(REQUEST_RETRIES)
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
        GraftOperator operator = new GraftOperator(client, configuration, InstantSource.system());
        HealthServer health =
            HealthServer.start(configuration.healthPort(), operator::alive, operator::ready)) {
      operator.start();
      LOG.info("watching {}; health on port {}", watched(configuration), health.port());
      awaitStop();
    }
  }

  private static String watched(OperatorConfiguration configuration) {
    return configuration.namespaces().isEmpty()
        ? "all namespaces"
        : "namespaces " + String.join(", ", configuration.namespaces());
  }

  /** Returns on SIGTERM or SIGINT, and holds the end of the process until all is closed. */
  private static void awaitStop() throws InterruptedException {
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
    asked.await();
  }
}
