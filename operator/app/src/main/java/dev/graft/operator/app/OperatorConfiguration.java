package dev.graft.operator.app;

import dev.graft.operator.adapterjob.OperatorSettings;
import dev.graft.operator.resources.Images;
import dev.graft.operator.resources.PodUser;
import dev.graft.operator.resources.PullPolicy;
import dev.graft.operator.telemetry.LogLevel;
import dev.graft.trainer.mlflow.TrackingAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator's configuration, from environment variables.
 *
 * <table>
 * <caption>Variables</caption>
 * <tr><td>{@code GRAFT_SIMULATOR_IMAGE}</td><td>image of the simulator pods; required</td></tr>
 * <tr><td>{@code GRAFT_TRAINER_IMAGE}</td><td>image of the trainer pods; required</td></tr>
 * <tr><td>{@code GRAFT_TRAINER_CUDA_IMAGE}</td><td>image of the trainer pods that ask for a GPU of
 *     NVIDIA's; required</td></tr>
 * <tr><td>{@code GRAFT_IMAGE_PULL_POLICY}</td><td>of these pods: {@code Always}, {@code
 *     IfNotPresent} or {@code Never}; empty: Kubernetes' default</td></tr>
 * <tr><td>{@code GRAFT_IMAGE_PULL_SECRETS}</td><td>Secrets of these pods for the registry, in each
 *     AdapterJob's namespace, separated by commas</td></tr>
 * <tr><td>{@code GRAFT_POD_USER}</td><td>user and group of these pods, a number, or {@code cluster},
 *     which leaves them to the cluster; empty: 65532</td></tr>
 * <tr><td>{@code GRAFT_TRACKING_URI}</td><td>MLflow server of AdapterJobs that name none</td></tr>
 * <tr><td>{@code GRAFT_TRACKING_SERVERS}</td><td>MLflow servers that the operator itself may contact,
 *     separated by commas; empty: that of {@code GRAFT_TRACKING_URI} alone</td></tr>
 * <tr><td>{@code MLFLOW_TRACKING_...}</td><td>how these servers know the operator, under the names of
 *     MLflow's own clients</td></tr>
 * <tr><td>{@code GRAFT_NAMESPACES}</td><td>namespaces to watch, separated by commas; empty: all</td></tr>
 * <tr><td>{@code GRAFT_HEALTH_PORT}</td><td>port of {@code /healthz}, {@code /readyz} and {@code
 *     /metrics}; 8080</td></tr>
 * <tr><td>{@code GRAFT_LEASE_NAMESPACE}</td><td>namespace of the Lease by which one of several
 *     operators leads; empty: there is but one</td></tr>
 * <tr><td>{@code GRAFT_LOG_LEVEL}</td><td>{@code error}, {@code warn}, {@code info} or {@code
 *     debug}; {@code info}</td></tr>
 * </table>
 *
 * @param settings what the control loop needs
 * @param trackingAccess how MLflow servers know the operator
 * @param namespaces to watch; empty: all
 * @param healthPort 1 to 65535, or 0 for any free one
 * @param leaseNamespace of the Lease by which one of several operators leads; null: there is but
 *     one
 * @param logLevel the least that is logged
 */
record OperatorConfiguration(
    OperatorSettings settings,
    TrackingAccess trackingAccess,
    Set<String> namespaces,
    int healthPort,
    @Nullable String leaseNamespace,
    LogLevel logLevel) {
  private static final int DEFAULT_HEALTH_PORT = 8080;
  private static final int MAX_PORT = 65535;

  OperatorConfiguration {
    namespaces = Set.copyOf(namespaces);
  }

  /** Reads the variables. */
  static OperatorConfiguration from(Map<String, String> environment) throws StartupException {
    Images images =
        new Images(
            required(environment, "GRAFT_SIMULATOR_IMAGE"),
            required(environment, "GRAFT_TRAINER_IMAGE"),
            required(environment, "GRAFT_TRAINER_CUDA_IMAGE"),
            pullPolicy(environment.getOrDefault("GRAFT_IMAGE_PULL_POLICY", "")),
            pullSecrets(environment.getOrDefault("GRAFT_IMAGE_PULL_SECRETS", "")));
    String trackingUri = trackingUri(environment);
    return new OperatorConfiguration(
        new OperatorSettings(
            images,
            podUser(environment.getOrDefault("GRAFT_POD_USER", "")),
            trackingUri,
            trackingServers(environment, trackingUri)),
        trackingAccess(environment),
        names(environment.getOrDefault("GRAFT_NAMESPACES", "")),
        healthPort(environment.get("GRAFT_HEALTH_PORT")),
        leaseNamespace(environment.getOrDefault("GRAFT_LEASE_NAMESPACE", "")),
        logLevel(environment.getOrDefault("GRAFT_LOG_LEVEL", "")));
  }

  private static String required(Map<String, String> environment, String name)
      throws StartupException {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new StartupException(name + " is not set: give it the name of a container image");
    }
    return value.strip();
  }

  private static @Nullable PullPolicy pullPolicy(String value) throws StartupException {
    String word = value.strip();
    if (word.isEmpty()) {
      return null;
    }
    return Arrays.stream(PullPolicy.values())
        .filter(policy -> policy.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new StartupException(
                    "GRAFT_IMAGE_PULL_POLICY is '%s': give it Always, IfNotPresent or Never"
                        .formatted(value)));
  }

  /** In their order: children must not differ between two processes. */
  private static List<String> pullSecrets(String value) throws StartupException {
    List<String> secrets = listed(value).distinct().toList();
    for (String secret : secrets) {
      if (!secret.matches("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?")) {
        throw new StartupException(
            "GRAFT_IMAGE_PULL_SECRETS has '%s': give it names of Secrets, separated by commas"
                .formatted(secret));
      }
    }
    return secrets;
  }

  private static PodUser podUser(String value) throws StartupException {
    String word = value.strip();
    if (word.isEmpty()) {
      return PodUser.IMAGES;
    }
    return PodUser.parse(word)
        .orElseThrow(
            () ->
                new StartupException(
                    "GRAFT_POD_USER is '%s': give it the number of a user that is not root, or %s"
                        .formatted(value, PodUser.CLUSTER)));
  }

  private static LogLevel logLevel(String value) throws StartupException {
    String word = value.strip();
    if (word.isEmpty()) {
      return LogLevel.INFO;
    }
    return LogLevel.named(word)
        .orElseThrow(
            () ->
                new StartupException(
                    "GRAFT_LOG_LEVEL is '%s': give it error, warn, info or debug"
                        .formatted(value)));
  }

  private static @Nullable String trackingUri(Map<String, String> environment)
      throws StartupException {
    String value = environment.getOrDefault("GRAFT_TRACKING_URI", "").strip();
    if (value.isEmpty()) {
      return null;
    }
    requireAddress("GRAFT_TRACKING_URI", value);
    return value;
  }

  private static Set<String> trackingServers(
      Map<String, String> environment, @Nullable String trackingUri) throws StartupException {
    Set<String> servers = names(environment.getOrDefault("GRAFT_TRACKING_SERVERS", ""));
    for (String server : servers) {
      requireAddress("GRAFT_TRACKING_SERVERS", server);
    }
    return servers.isEmpty() && trackingUri != null ? Set.of(trackingUri) : servers;
  }

  private static void requireAddress(String variable, String value) throws StartupException {
    if (!value.matches("https?://\\S+")) {
      throw new StartupException(
          "%s is '%s': give it an address such as http://mlflow:5000".formatted(variable, value));
    }
  }

  private static TrackingAccess trackingAccess(Map<String, String> environment)
      throws StartupException {
    try {
      return TrackingAccess.of(environment);
    } catch (IllegalArgumentException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable String leaseNamespace(String value) throws StartupException {
    String name = value.strip();
    if (name.isEmpty()) {
      return null;
    }
    if (!name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      throw new StartupException(
          "GRAFT_LEASE_NAMESPACE is '%s': give it the name of a namespace, such as the operator's own"
              .formatted(value));
    }
    return name;
  }

  private static Set<String> names(String value) {
    return listed(value).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> listed(String value) {
    return Arrays.stream(value.split(",", -1)).map(String::strip).filter(name -> !name.isEmpty());
  }

  private static int healthPort(@Nullable String value) throws StartupException {
    if (value == null || value.isBlank()) {
      return DEFAULT_HEALTH_PORT;
    }
    if (!value.strip().matches("\\d{1,5}") || Integer.parseInt(value.strip()) > MAX_PORT) {
      throw new StartupException(
          "GRAFT_HEALTH_PORT is '%s': give it a number from 0 to %d".formatted(value, MAX_PORT));
    }
    return Integer.parseInt(value.strip());
  }
}
