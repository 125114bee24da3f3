package dev.graft.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the runs of a tracking server, and changes nothing. */
public final class RecordedRuns implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 1000;

  private final Requests requests;
  private final ArtifactStore artifacts;

  /** The runs of a server at {@code uri}; nothing is sent yet. */
  public RecordedRuns(URI uri, TrackingAccess access, RetryPolicy policy) {
    this.requests = new Requests(uri, access, policy);
    this.artifacts = new ArtifactStore(requests);
  }

  /**
   * A run as it is recorded.
   *
   * @param run where it is
   * @param name for people
   * @param tags by name
   * @param status whether it goes on, in MLflow's word, such as {@code RUNNING}
   * @param metrics the latest point of each, by name
   */
  public record Recorded(
      TrackedRun run,
      String name,
      Map<String, String> tags,
      String status,
      Map<String, MetricPoint> metrics) {
    /** Copies the maps. */
    public Recorded {
      tags = Map.copyOf(tags);
      metrics = Map.copyOf(metrics);
    }

    /** Whether it is being written to. */
    public boolean goesOn() {
      return status.equals(RunStatus.Running.wire());
    }
  }

  /**
   * The run of an identifier.
   *
   * @throws TrackingException when there is no such run, or the server stays away
   */
  public Recorded get(String runId) {
    return recorded(requests.retrying(() -> requests.run(runId)));
  }

  /** The runs nested in a run, the oldest first. */
  public List<Recorded> nestedIn(TrackedRun parent) {
    List<Recorded> all = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = nestedIn(parent, token);
      page.path("runs").valueStream().map(RecordedRuns::recorded).forEach(all::add);
      token = page.path("next_page_token").asText();
    } while (!token.isEmpty());
    return all;
  }

  private JsonNode nestedIn(TrackedRun parent, String token) {
    ObjectNode query =
        JSON.createObjectNode()
            .put("filter", "tags.`mlflow.parentRunId` = '%s'".formatted(parent.runId()))
            .put("run_view_type", "ACTIVE_ONLY")
            .put("max_results", PAGE);
    query.putArray("experiment_ids").add(parent.experimentId());
    query.putArray("order_by").add("attributes.start_time ASC").add("attributes.run_id ASC");
    if (!token.isEmpty()) {
      query.put("page_token", token);
    }
    return requests.retrying(
        () -> requests.post("look for the runs in " + parent.runId(), "runs/search", query));
  }

  private static Recorded recorded(JsonNode run) {
    Map<String, String> tags = new LinkedHashMap<>();
    run.at("/data/tags")
        .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return new Recorded(
        new TrackedRun(run.at("/info/experiment_id").asText(), run.at("/info/run_id").asText()),
        run.at("/info/run_name").asText(),
        tags,
        run.at("/info/status").asText(),
        metrics(run));
  }

  private static Map<String, MetricPoint> metrics(JsonNode run) {
    Map<String, MetricPoint> metrics = new LinkedHashMap<>();
    for (JsonNode metric : run.at("/data/metrics")) {
      String key = metric.path("key").asText();
      Instant time = Instant.ofEpochMilli(metric.path("timestamp").asLong());
      metrics.put(
          key,
          new MetricPoint(
              key, metric.path("value").asDouble(), metric.path("step").asLong(), time));
    }
    return metrics;
  }

  /** The files of runs. */
  public ArtifactStore artifacts() {
    return artifacts;
  }

  @Override
  public void close() {
    requests.close();
  }
}
