package dev.graft.trainer;

import dev.graft.plan.BackboneStage;
import dev.graft.plan.TrainerDevice;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.stage.Stage;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command line of a trainer process.
 *
 * @param plan file with the plan as JSON
 * @param stage what to execute
 * @param state folder of this stage
 * @param store folder shared by stages
 * @param simulators {@code host:port} of each
 * @param trackingUri the MLflow server
 * @param parentKey of the job's own run
 * @param engineCache folder of the unpacked native libraries
 * @param device what computes, by {@link TrainerDevice#VARIABLE}
 * @param terminationLog file for the last words, where there is one
 * @param noProgressDeadline after which a stage that does not advance is ended; empty: never
 */
record TrainerArguments(
    Path plan,
    Stage stage,
    Path state,
    Path store,
    List<String> simulators,
    URI trackingUri,
    RunKey parentKey,
    Path engineCache,
    TrainerDevice device,
    Path terminationLog,
    Optional<Duration> noProgressDeadline) {
  static final String USAGE =
      """
      usage: graft-trainer --plan FILE --stage backbone|run [--index N] --state DIR --store DIR
             --simulators HOST:PORT,... --tracking-uri URI --parent-key KEY
             [--engine-cache DIR] [--termination-log FILE]
             [--no-progress-deadline SECONDS]""";

  private static final Set<String> OPTIONS =
      new TreeSet<>(
          List.of(
              "--plan",
              "--stage",
              "--index",
              "--state",
              "--store",
              "--simulators",
              "--tracking-uri",
              "--parent-key",
              "--engine-cache",
              "--termination-log",
              "--no-progress-deadline"));

  TrainerArguments {
    simulators = List.copyOf(simulators);
  }

  /**
   * Reads a command line.
   *
   * @param environment gives the index of an Indexed Job's pod, the defaults of the cache, and the
   *     device
   * @throws IllegalArgumentException naming the option, its value and what it should be
   */
  static TrainerArguments parse(String[] arguments, Map<String, String> environment) {
    Map<String, String> options = options(arguments);
    return new TrainerArguments(
        Path.of(required(options, "--plan")),
        stage(options, environment),
        Path.of(required(options, "--state")),
        Path.of(required(options, "--store")),
        Arrays.stream(required(options, "--simulators").split(",")).map(String::strip).toList(),
        uri(required(options, "--tracking-uri")),
        new RunKey(required(options, "--parent-key")),
        Path.of(options.getOrDefault("--engine-cache", defaultCache(environment))),
        TrainerDevice.of(environment),
        Path.of(options.getOrDefault("--termination-log", "/dev/termination-log")),
        Optional.ofNullable(options.get("--no-progress-deadline")).map(TrainerArguments::seconds));
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i])) {
        throw new IllegalArgumentException(
            "unknown option '%s': give one of %s".formatted(arguments[i], OPTIONS));
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " has no value: give one after it");
      }
      if (options.put(arguments[i], arguments[i + 1]) != null) {
        throw new IllegalArgumentException(arguments[i] + " is given twice: give it once");
      }
    }
    return options;
  }

  private static String required(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing: give it a value"));
  }

  private static Stage stage(Map<String, String> options, Map<String, String> environment) {
    String stage = required(options, "--stage");
    return switch (stage) {
      case BackboneStage.NAME -> new Stage.Backbone();
      case "run" -> new Stage.Run(index(options, environment));
      default ->
          throw new IllegalArgumentException("--stage '%s': give backbone or run".formatted(stage));
    };
  }

  private static int index(Map<String, String> options, Map<String, String> environment) {
    String index = options.getOrDefault("--index", environment.get("JOB_COMPLETION_INDEX"));
    if (index == null) {
      throw new IllegalArgumentException(
          "--index is missing, and so is JOB_COMPLETION_INDEX: give the run's position in the plan");
    }
    try {
      return Integer.parseInt(index);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--index '%s': give a whole number from 0".formatted(index), e);
    }
  }

  private static Duration seconds(String value) {
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "--no-progress-deadline '%s': give a whole number of seconds from 1".formatted(value));
    }
    return Duration.ofSeconds(Long.parseLong(value));
  }

  private static URI uri(String value) {
    try {
      URI uri = new URI(value);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "--tracking-uri '%s': give an address such as http://mlflow:5000".formatted(value), e);
    }
    throw new IllegalArgumentException(
        "--tracking-uri '%s': give an address such as http://mlflow:5000".formatted(value));
  }

  private static String defaultCache(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "/tmp");
    String cache = environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    return environment.getOrDefault("GRAFT_CACHE", cache + "/graft") + "/djl";
  }
}
