package dev.graft.cli.bench.kills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.cli.mlflow.LocalMlflow;
import dev.graft.trainer.store.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A small job, run and killed in a cache of its own, beside an MLflow server of its own.
 *
 * <pre>
 * run (undisturbed) ; [ run -> [ kill at a random moment -> run on ]{0..3} -> done ]* ; compare all
 * </pre>
 */
final class Drill implements AutoCloseable {
  private static final String JOB = "kills";
  private static final List<String> FRESH = List.of("--fresh");

  /** Seconds of work in every phase: two stages, evaluations while training and after it. */
  private static final String MANIFEST =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: kills}
      spec:
        backbone:
          pretrain:
            tasks: {names: [reach-v3]}
            architecture:
              gpt2: {layers: 1, heads: 1, embeddingDim: 16, context: 4, maxTimesteps: 200}
            training: {steps: 150, batchSize: 4}
        adapter:
          method: {houlsby: {bottleneck: 2}}
          tasks: {names: [reach-v3]}
          training: {epochs: 4, batchSize: 16}
        demonstrations:
          scripted: {perTask: 2}
        evaluation: {episodes: 4, everyEpochs: 2, maxEpisodeSteps: 50}
        simulation: {replicas: 1, environmentsPerReplica: 2}
        trainer: {threads: 1}
      """;

  /** What the drill shares with the person's cache, because it takes long to make. */
  private static final List<String> SHARED = List.of("python", "djl", "wheels");

  /** MLflow's default port is left to the person's own server. */
  private static final int PORT = 5400;

  private static final int KILLS_OF_ONE_RUN = 3;
  private static final Duration REST_LIMIT = Duration.ofMinutes(10);

  /** Of the attempts' keys in MLflow: the first fresh attempt is the second of its job. */
  private static final int FIRST_ATTEMPT = 2;

  private final Installation installation;
  private final LocalMlflow mlflow;
  private final long seed;
  private final Random random;
  private final Consumer<String> progress;
  private final Path manifest;
  private final Map<Victim, Integer> victims = new EnumMap<>(Victim.class);
  private final Map<String, Integer> moments = new TreeMap<>();
  private int kills;

  /**
   * Of an undisturbed run: the shortest there was, or too many would end before they are killed.
   */
  private long expectedNanos;

  /** Runs of the job, each an attempt, that came to their end. */
  private int done;

  private Drill(Installation installation, long seed, Consumer<String> progress, Path manifest) {
    this.installation = installation;
    this.mlflow = new LocalMlflow(installation, PORT);
    this.seed = seed;
    this.random = new Random(seed);
    this.progress = progress;
    this.manifest = manifest;
  }

  /** Makes the cache, and starts the server. */
  static Drill prepare(Installation person, long seed, Consumer<String> progress)
      throws IOException {
    Files.createDirectories(person.cache());
    Path cache = Files.createTempDirectory(person.cache(), "kills-");
    for (String shared : SHARED) {
      Path target = Files.createDirectories(person.cache().resolve(shared)).toAbsolutePath();
      Files.createSymbolicLink(cache.resolve(shared), target);
    }
    Path manifest = Files.writeString(cache.resolve("kills.yaml"), MANIFEST);
    Drill drill = new Drill(new Installation(person.root(), cache), seed, progress, manifest);
    drill.mlflow.findOrStart();
    return drill;
  }

  /** Runs and kills, until there are enough kills or the time is over, then compares. */
  KillsReport run(int wanted, Duration limit) throws IOException, InterruptedException {
    long started = System.nanoTime();
    double undisturbed = undisturbed();
    expectedNanos = (long) (1e9 * undisturbed);
    progress.accept("undisturbed: %.1f s".formatted(undisturbed));
    while (kills < wanted && System.nanoTime() - started < limit.toNanos()) {
      disturbed(wanted);
      progress.accept("%d kills in %d runs".formatted(kills, done));
    }
    return report(undisturbed, started);
  }

  private double undisturbed() throws IOException, InterruptedException {
    long started = System.nanoTime();
    try (JobProcess job = start(FRESH)) {
      requireDone(job);
    }
    done++;
    return (System.nanoTime() - started) / 1e9;
  }

  private void disturbed(int wanted) throws IOException, InterruptedException {
    List<String> options = FRESH;
    for (int killed = 0; killed < KILLS_OF_ONE_RUN && kills < wanted; killed++) {
      try (JobProcess job = start(options)) {
        long started = System.nanoTime();
        if (job.endsWithin(Duration.ofNanos((long) (expectedNanos * random.nextDouble())))) {
          boolean whole = options.equals(FRESH);
          expectedNanos =
              whole ? Math.min(expectedNanos, System.nanoTime() - started) : expectedNanos;
          options = List.of();
          break;
        }
        kill(job);
      }
      // Killed before it had made its attempt, it left none to go on with.
      options = attempts().size() > done ? List.of() : FRESH;
    }
    try (JobProcess job = start(options)) {
      requireDone(job);
    }
    done++;
  }

  private void kill(JobProcess job) throws InterruptedException {
    Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
    String moment = moment(job.lastLines(1));
    if (victim == Victim.Mlflow ? !killMlflow() : !job.kill(victim)) {
      victim = Victim.All; // what was to be killed did not run yet, or no more
      job.kill(victim);
    }
    kills++;
    victims.merge(victim, 1, Integer::sum);
    moments.merge(moment, 1, Integer::sum);
    if (!job.endsWithin(REST_LIMIT)) {
      throw CommandFailure.failed(
          "the job hangs after its %s was killed: %s".formatted(victim, job.lastLines(20)));
    }
  }

  /** Half the times its worker too: the one that answers. */
  private boolean killMlflow() {
    boolean all = random.nextBoolean();
    return mlflow.kill(all ? LocalMlflow.Part.All : LocalMlflow.Part.Server);
  }

  /** The first words of what it said last, without its numbers. */
  private static String moment(List<String> last) {
    return last.isEmpty()
        ? "starting"
        : last.getFirst().replaceAll("[0-9(].*", "").replaceAll("https?:.*", "").strip();
  }

  private static void requireDone(JobProcess job) throws InterruptedException {
    if (!job.endsWithin(REST_LIMIT) || job.status() != 0) {
      throw CommandFailure.failed(
          "the job does not come to its end:\n" + String.join("\n", job.lastLines(30)));
    }
  }

  private JobProcess start(List<String> options) throws IOException {
    return JobProcess.start(
        installation, Stream.concat(options.stream(), Stream.of(manifest.toString())).toList());
  }

  private KillsReport report(double undisturbed, long started)
      throws IOException, InterruptedException {
    URI server = mlflow.findOrStart();
    List<String> differences = new ArrayList<>();
    int recorded;
    try (Recorded content = new Recorded(server)) {
      Map<String, Map<String, Integer>> attempts = content.attempts(JOB);
      recorded =
          attempts.values().stream()
              .mapToInt(
                  facts ->
                      (int) facts.keySet().stream().filter(f -> f.endsWith("is there")).count())
              .sum();
      compare("MLflow", attempts, JOB + "/" + FIRST_ATTEMPT, differences);
      if (attempts.size() != done) {
        differences.add("MLflow: %d attempts, not %d".formatted(attempts.size(), done));
      }
    }
    Map<String, Map<String, Integer>> results = results();
    compare("results", results, results.keySet().iterator().next(), differences);
    return new KillsReport(
        seed,
        (System.nanoTime() - started) / 1e9,
        undisturbed,
        done,
        kills,
        victims,
        moments,
        recorded,
        differences,
        differences.isEmpty());
  }

  private static void compare(
      String what,
      Map<String, Map<String, Integer>> all,
      String undisturbed,
      List<String> differences) {
    Map<String, Integer> expected = all.getOrDefault(undisturbed, Map.of());
    if (expected.isEmpty()) {
      differences.add("%s: nothing of the undisturbed run %s".formatted(what, undisturbed));
    }
    all.forEach(
        (name, found) -> differences.addAll(Differences.of(what + " " + name, expected, found)));
  }

  /** Weights, evaluations and curves of each attempt. */
  private Map<String, Map<String, Integer>> results() throws IOException {
    Map<String, Map<String, Integer>> results = new TreeMap<>();
    for (Path attempt : attempts()) {
      Map<String, Integer> facts = new TreeMap<>();
      for (String stage : List.of("backbone", "reach-v3-seed-0")) {
        Path file = new JobFiles(attempt).state(stage).resolve("result.json");
        JsonNode result = new ObjectMapper().readTree(Files.readAllBytes(file));
        result
            .properties()
            .forEach(
                field -> {
                  if (!List.of("mlflow", "seconds").contains(field.getKey())) {
                    facts.put(stage + " " + field.getKey() + " = " + field.getValue(), 1);
                  }
                });
      }
      results.put(String.valueOf(attempt.getFileName()), facts);
    }
    return results;
  }

  private List<Path> attempts() throws IOException {
    return new LocalJobs(installation).attempts(JOB);
  }

  @Override
  public void close() throws IOException {
    mlflow.stop();
    Folders.delete(installation.cache());
  }
}
