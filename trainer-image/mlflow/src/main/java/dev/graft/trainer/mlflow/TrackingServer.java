package dev.graft.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.trainer.mlflow.TrackingException.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An MLflow tracking server, over its REST interface 2.0.
 *
 * <p>Every request may be repeated harmlessly: runs are made by key, parameters and tags are
 * overwritten with the same value, and MLflow drops a metric point that it has already. So a server
 * that is away for a while delays its callers, see {@link RetryPolicy}, and loses nothing. All
 * methods throw {@link TrackingException}. Thread-safe.
 */
public final class TrackingServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of {@code runs/log-batch}: metrics, and parameters or tags, in one request. */
  private static final int METRICS_PER_BATCH = 1000;

  private static final int ENTRIES_PER_BATCH = 100;

  /** Of a dataset's digest; MLflow refuses longer ones. */
  private static final int DIGEST_LENGTH = 36;

  /** By which MLflow's pages show training and its curves first, not traces of agents. */
  private static final String KIND_TAG = "mlflow.experimentKind";

  private final URI uri;
  private final Requests requests;
  private final ArtifactStore artifacts;
  private final RunTree runs;
  private final ModelRegistry models;

  /** A server that asks nobody who they are. See the other constructor. */
  public TrackingServer(URI uri, RetryPolicy policy) {
    this(uri, TrackingAccess.ANONYMOUS, policy);
  }

  /**
   * A server at {@code uri}; nothing is sent yet.
   *
   * @throws IllegalArgumentException when the address holds a password
   */
  public TrackingServer(URI uri, TrackingAccess access, RetryPolicy policy) {
    this.uri = uri;
    this.requests = new Requests(uri, access, policy);
    this.artifacts = new ArtifactStore(requests);
    this.runs = new RunTree(requests);
    this.models = new ModelRegistry(requests);
  }

  /** The server's address. */
  public URI uri() {
    return uri;
  }

  /** The page of a run for people, in MLflow's view for training models, not that for prompts. */
  public URI page(TrackedRun run) {
    return URI.create(
        "%s/#/experiments/%s/runs/%s?workflowType=machine_learning"
            .formatted(requests.server(), run.experimentId(), run.runId()));
  }

  /** The files of runs. */
  public ArtifactStore artifacts() {
    return artifacts;
  }

  /** The registered models. */
  public ModelRegistry models() {
    return models;
  }

  /** The identifier of the experiment of that name, which is made when there is none. */
  public String ensureExperiment(String name) {
    return requests.retrying(() -> experimentId(name));
  }

  private String experimentId(String name) {
    Optional<String> there = experiment(name);
    return there.isPresent() ? there.get() : createExperiment(name);
  }

  /** The identifier of the experiment of that name, if there is one. */
  public Optional<String> findExperiment(String name) {
    return requests.retrying(() -> experiment(name));
  }

  private Optional<String> experiment(String name) {
    ObjectNode query =
        body()
            .put("filter", "name = '" + quoted(name) + "'")
            .put("max_results", 1)
            .put("view_type", "ALL");
    JsonNode found =
        requests
            .post("look for experiment " + name, "experiments/search", query)
            .at("/experiments/0");
    if (found.path("lifecycle_stage").asText().equals("deleted")) {
      throw new TrackingException(
          Reason.Refused,
          "MLflow at %s: the experiment '%s' is deleted: restore it there, or name another one in tracking.experiment"
              .formatted(uri, name),
          null);
    }
    return Optional.ofNullable(found.get("experiment_id")).map(JsonNode::asText);
  }

  private String createExperiment(String name) {
    ObjectNode body = body().put("name", name);
    body.withArray("tags")
        .addObject()
        .put("key", KIND_TAG)
        .put("value", "custom_model_development");
    try {
      return requests
          .post("create experiment " + name, "experiments/create", body)
          .path("experiment_id")
          .asText();
    } catch (TrackingException e) {
      // Another writer may have made it between the look and the creation.
      return experiment(name).orElseThrow(() -> e);
    }
  }

  /**
   * The run with the key of {@code spec}, made when there is none and running again when it had
   * ended.
   *
   * <p>A creation whose answer was lost may have happened, so every attempt looks first; when two
   * were made after all, the oldest is kept and the others are deleted.
   */
  public TrackedRun ensureRun(RunSpec spec) {
    return requests.retrying(() -> runs.ensure(experimentId(spec.experiment()), spec));
  }

  /**
   * Puts in order what was recorded while this server was away at times: deletes other runs of the
   * same key, such as one whose creation took effect long after it had been given up, and nests
   * {@code run} in its parent and its children in it where they became known later.
   *
   * @param run the one that is kept, made from {@code spec}
   */
  public void settle(RunSpec spec, TrackedRun run) {
    requests.retrying(
        () -> {
          runs.settle(spec, run);
          return run;
        });
  }

  /** The run with a key, when there is one. */
  public Optional<TrackedRun> findRun(String experimentId, RunKey key) {
    return requests.retrying(() -> runs.find(experimentId, key));
  }

  /** The newest finished run of an experiment that carries a tag. */
  public Optional<TrackedRun> findFinished(String experimentId, String tag, String value) {
    String filter =
        "attributes.status = 'FINISHED' and tags.`%s` = '%s'".formatted(tag, quoted(value));
    return requests.retrying(() -> runs.newest(experimentId, filter, tag));
  }

  /** The last step of each metric that the run has. */
  public Map<String, Long> lastSteps(TrackedRun run) {
    JsonNode recorded = requests.retrying(() -> requests.run(run.runId()));
    Map<String, Long> steps = new LinkedHashMap<>();
    for (JsonNode metric : recorded.at("/data/metrics")) {
      steps.put(metric.path("key").asText(), metric.path("step").asLong());
    }
    return steps;
  }

  /** Adds points to metrics. */
  public void logMetrics(TrackedRun run, List<MetricPoint> points) {
    for (List<MetricPoint> batch : batches(points, METRICS_PER_BATCH)) {
      ObjectNode body = body();
      for (MetricPoint point : batch) {
        body.withArray("metrics")
            .addObject()
            .put("key", point.key())
            .put("value", point.value())
            .put("step", point.step())
            .put("timestamp", point.time().toEpochMilli());
      }
      logBatch("log metrics", run, body);
    }
  }

  /** Sets parameters; MLflow refuses another value for one that is set. */
  public void logParams(TrackedRun run, Map<String, String> params) {
    logEntries("log parameters", run, "params", params);
  }

  /** Sets tags. */
  public void setTags(TrackedRun run, Map<String, String> tags) {
    logEntries("set tags", run, "tags", tags);
  }

  private void logEntries(String what, TrackedRun run, String field, Map<String, String> entries) {
    for (List<Map.Entry<String, String>> batch : batches(entries.entrySet(), ENTRIES_PER_BATCH)) {
      ObjectNode body = body();
      for (Map.Entry<String, String> entry : batch) {
        body.withArray(field).addObject().put("key", entry.getKey()).put("value", entry.getValue());
      }
      logBatch(what, run, body);
    }
  }

  private void logBatch(String what, TrackedRun run, ObjectNode body) {
    requests.retrying(() -> requests.post(what, "runs/log-batch", body.put("run_id", run.runId())));
  }

  /** Says that the run reads a dataset. */
  public void logInput(TrackedRun run, DatasetInput input) {
    int length = Math.min(DIGEST_LENGTH, input.digest().length());
    ObjectNode body = body().put("run_id", run.runId());
    ObjectNode entry = body.withArray("datasets").addObject();
    entry
        .withArray("tags")
        .addObject()
        .put("key", "mlflow.data.context")
        .put("value", input.context());
    entry
        .withObject("/dataset")
        .put("name", input.name())
        .put("digest", input.digest().substring(0, length))
        .put("source_type", "graft")
        .put("source", input.source())
        .put("profile", input.profile());
    requests.retrying(
        () -> requests.post("log the dataset " + input.name(), "runs/log-inputs", body));
  }

  /** Ends a run. */
  public void finish(TrackedRun run, RunStatus status, Instant end) {
    requests.retrying(() -> runs.update(run, status, Optional.of(end)));
  }

  /** Says that a run which had ended goes on. */
  public void reopen(TrackedRun run) {
    requests.retrying(() -> runs.update(run, RunStatus.Running, Optional.empty()));
  }

  private static <T> List<List<T>> batches(Collection<T> all, int size) {
    List<T> list = List.copyOf(all);
    List<List<T>> batches = new ArrayList<>();
    for (int start = 0; start < list.size(); start += size) {
      batches.add(list.subList(start, Math.min(start + size, list.size())));
    }
    return batches;
  }

  /** A text that stands between single quotes in a filter, which knows no escapes. */
  static String quoted(String text) {
    if (text.contains("'")) {
      throw new IllegalArgumentException(
          "\"%s\" holds a single quote, which MLflow cannot search for: choose another name"
              .formatted(text));
    }
    return text;
  }

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }

  @Override
  public void close() {
    requests.close();
  }
}
