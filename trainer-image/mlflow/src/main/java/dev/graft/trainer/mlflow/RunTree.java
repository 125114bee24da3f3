package dev.graft.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs and their nesting: one for each key, found by it. Each method sends its requests once. */
final class RunTree {
  /** The tag by which MLflow's pages nest runs. */
  static final String PARENT_TAG = "mlflow.parentRunId";

  private static final Logger log = LoggerFactory.getLogger(RunTree.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEARCH = "runs/search";
  private static final int RUNS_PER_PAGE = 100;

  private final Requests requests;

  RunTree(Requests requests) {
    this.requests = requests;
  }

  TrackedRun ensure(String experimentId, RunSpec spec) {
    List<JsonNode> found = withKey(experimentId, spec.key());
    if (found.isEmpty()) {
      requests.post("create the run " + spec.key(), "runs/create", creation(experimentId, spec));
      found = withKey(experimentId, spec.key());
    }
    TrackedRun kept = tracked(found.getFirst());
    deleteAllBut(kept, found);
    if (!found.getFirst().at("/info/status").asText().equals(RunStatus.Running.wire())) {
      update(kept, RunStatus.Running, Optional.empty());
    }
    return kept;
  }

  Optional<TrackedRun> find(String experimentId, RunKey key) {
    return withKey(experimentId, key).stream().findFirst().map(RunTree::tracked);
  }

  Optional<TrackedRun> newest(String experimentId, String filter, String tag) {
    JsonNode answer =
        requests.post("look for a run with " + tag, SEARCH, query(experimentId, filter, "DESC", 1));
    return answer.path("runs").valueStream().findFirst().map(RunTree::tracked);
  }

  void settle(RunSpec spec, TrackedRun run) {
    List<JsonNode> same = withKey(run.experimentId(), spec.key());
    deleteAllBut(run, same);
    same.stream()
        .filter(r -> tracked(r).equals(run))
        .findFirst()
        .ifPresent(
            self ->
                spec.parent()
                    .flatMap(key -> find(run.experimentId(), key))
                    .ifPresent(parent -> nest(self, parent)));
    children(run.experimentId(), spec.key()).forEach(child -> nest(child, run));
  }

  private void nest(JsonNode child, TrackedRun parent) {
    if (tag(child, PARENT_TAG).isEmpty()) {
      ObjectNode body = body().put("run_id", tracked(child).runId());
      body.put("key", PARENT_TAG).put("value", parent.runId());
      requests.post("nest run " + tracked(child).runId(), "runs/set-tag", body);
    }
  }

  private List<JsonNode> children(String experimentId, RunKey key) {
    String filter = "tags.`" + RunKey.TAG + "` LIKE '" + key + "/%'";
    // In LIKE an underscore stands for any character.
    return search("look for the runs in " + key, experimentId, filter).stream()
        .filter(run -> tag(run, RunKey.TAG).orElse("").startsWith(key + "/"))
        .toList();
  }

  private List<JsonNode> withKey(String experimentId, RunKey key) {
    String filter = "tags.`" + RunKey.TAG + "` = '" + key + "'";
    return search("look for the run " + key, experimentId, filter);
  }

  private void deleteAllBut(TrackedRun kept, List<JsonNode> runs) {
    for (JsonNode run : runs) {
      String id = tracked(run).runId();
      if (!id.equals(kept.runId())) {
        log.warn("deleting run {}, made twice for one key", id);
        requests.post("delete run " + id, "runs/delete", body().put("run_id", id));
      }
    }
  }

  private ObjectNode creation(String experimentId, RunSpec spec) {
    ObjectNode creation =
        body()
            .put("experiment_id", experimentId)
            .put("run_name", spec.name())
            .put("start_time", spec.start().toEpochMilli());
    Optional<TrackedRun> parent = spec.parent().flatMap(key -> find(experimentId, key));
    spec.allTags(parent)
        .forEach(
            (key, value) ->
                creation.withArray("tags").addObject().put("key", key).put("value", value));
    return creation;
  }

  JsonNode update(TrackedRun run, RunStatus status, Optional<Instant> end) {
    ObjectNode body = body().put("run_id", run.runId()).put("status", status.wire());
    end.ifPresent(time -> body.put("end_time", time.toEpochMilli()));
    return requests.post("update run " + run.runId(), "runs/update", body);
  }

  /** All that match, the oldest first. */
  private List<JsonNode> search(String what, String experimentId, String filter) {
    ObjectNode query = query(experimentId, filter, "ASC", RUNS_PER_PAGE);
    List<JsonNode> runs = new ArrayList<>();
    while (true) {
      JsonNode answer = requests.post(what, SEARCH, query);
      answer.path("runs").forEach(runs::add);
      String next = answer.path("next_page_token").asText("");
      if (next.isEmpty()) {
        return runs;
      }
      query.put("page_token", next);
    }
  }

  private static ObjectNode query(String experimentId, String filter, String order, int size) {
    ObjectNode query = body().put("filter", filter).put("run_view_type", "ACTIVE_ONLY");
    query.put("max_results", size).putArray("experiment_ids").add(experimentId);
    query.putArray("order_by").add("attributes.start_time " + order).add("attributes.run_id ASC");
    return query;
  }

  private static Optional<String> tag(JsonNode run, String key) {
    return run.at("/data/tags")
        .valueStream()
        .filter(tag -> tag.path("key").asText().equals(key))
        .map(tag -> tag.path("value").asText())
        .findFirst();
  }

  private static TrackedRun tracked(JsonNode run) {
    return new TrackedRun(run.at("/info/experiment_id").asText(), run.at("/info/run_id").asText());
  }

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }
}
