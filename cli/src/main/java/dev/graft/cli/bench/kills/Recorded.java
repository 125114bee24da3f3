package dev.graft.cli.bench.kills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.trainer.mlflow.MetricNames;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that an MLflow server holds of a job, read over its REST interface without the code that
 * records, and told as facts that must not depend on how often a job was killed: identifiers and
 * times are left out, and so are the values of what measures speed and the files that tell it.
 */
final class Recorded implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "graft.runKey";
  private static final String PARENT = "mlflow.parentRunId";
  private static final Set<String> SPEEDS = Set.of("train/windows_per_second");

  /** Files that tell how long something took. */
  private static final Set<String> TIMED = Set.of("/report.html");

  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Recorded(URI server) {
    this.server = server;
  }

  /**
   * The facts of each attempt at a job.
   *
   * @param experiment that the job is recorded in
   * @return by the attempt's part of the keys, each fact with how often it is there
   */
  Map<String, Map<String, Integer>> attempts(String experiment)
      throws IOException, InterruptedException {
    List<JsonNode> runs = runs(experiment);
    Map<String, String> keys = new LinkedHashMap<>();
    runs.forEach(run -> keys.put(run.at("/info/run_id").asText(), tag(run, KEY)));
    Map<String, Map<String, Integer>> attempts = new TreeMap<>();
    for (JsonNode run : runs) {
      String key = tag(run, KEY);
      Map<String, Integer> facts =
          attempts.computeIfAbsent(attemptOf(key), attempt -> new TreeMap<>());
      for (String fact : facts(run, keys)) {
        facts.merge(nameOf(key) + " " + fact, 1, Integer::sum);
      }
    }
    return attempts;
  }

  /** Of {@code job/attempt/digest/stage}. */
  private static String attemptOf(String key) {
    String[] parts = key.split("/");
    return parts[0] + "/" + parts[1];
  }

  private static String nameOf(String key) {
    String[] parts = key.split("/");
    return parts.length > 3 ? parts[3] : "job";
  }

  private Collection<String> facts(JsonNode run, Map<String, String> keys)
      throws IOException, InterruptedException {
    List<String> facts = new ArrayList<>();
    facts.add("is there");
    facts.add("status " + run.at("/info/status").asText());
    for (JsonNode param : run.at("/data/params")) {
      facts.add("param " + param.path("key").asText() + " = " + param.path("value").asText());
    }
    for (JsonNode tag : run.at("/data/tags")) {
      String name = tag.path("key").asText();
      String value = tag.path("value").asText();
      if (name.equals(PARENT)) {
        facts.add("is nested in " + nameOf(keys.getOrDefault(value, "?/?/?/nothing known")));
      } else if (!name.equals(KEY)) {
        facts.add("tag " + name + " = " + value);
      }
    }
    for (JsonNode input : run.at("/inputs/dataset_inputs")) {
      facts.add("input " + input.path("dataset").path("name").asText());
    }
    Set<String> metrics = new TreeSet<>();
    run.at("/data/metrics").forEach(metric -> metrics.add(metric.path("key").asText()));
    metrics.removeIf(name -> name.startsWith(MetricNames.SYSTEM)); // by the clock, not by the work
    for (String metric : metrics) {
      facts.addAll(points(run, metric));
    }
    artifacts(run, "", facts);
    return facts;
  }

  private List<String> points(JsonNode run, String metric)
      throws IOException, InterruptedException {
    List<String> points = new ArrayList<>();
    String query =
        "/api/2.0/mlflow/metrics/get-history?run_id=%s&metric_key=%s"
            .formatted(run.at("/info/run_id").asText(), encoded(metric));
    for (JsonNode point : json(query).path("metrics")) {
      String value = SPEEDS.contains(metric) ? "" : " = " + point.path("value").asText();
      points.add("point " + metric + " at " + point.path("step").asLong() + value);
    }
    return points;
  }

  private void artifacts(JsonNode run, String path, List<String> facts)
      throws IOException, InterruptedException {
    String root =
        "%s/%s/artifacts"
            .formatted(run.at("/info/experiment_id").asText(), run.at("/info/run_id").asText());
    String proxy = "/api/2.0/mlflow-artifacts/artifacts";
    for (JsonNode file : json(proxy + "?path=" + encoded(root + path)).path("files")) {
      String name = path + "/" + file.path("path").asText();
      if (file.path("is_dir").asBoolean()) {
        artifacts(run, name, facts);
      } else {
        byte[] content = bytes(HttpRequest.newBuilder(uri(proxy + "/" + root + name)));
        facts.add("artifact " + name + (TIMED.contains(name) ? "" : " " + sha256(content)));
      }
    }
  }

  private List<JsonNode> runs(String experiment) throws IOException, InterruptedException {
    String id =
        json("/api/2.0/mlflow/experiments/get-by-name?experiment_name=" + encoded(experiment))
            .at("/experiment/experiment_id")
            .asText();
    ObjectNode query = JSON.createObjectNode().put("max_results", 100);
    query.putArray("experiment_ids").add(id);
    List<JsonNode> runs = new ArrayList<>();
    while (true) {
      JsonNode page =
          JSON.readTree(
              bytes(
                  HttpRequest.newBuilder(uri("/api/2.0/mlflow/runs/search"))
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString(query.toString()))));
      page.path("runs").forEach(runs::add);
      String next = page.path("next_page_token").asText("");
      if (next.isEmpty()) {
        return runs;
      }
      query.put("page_token", next);
    }
  }

  private static String tag(JsonNode run, String key) {
    return run.at("/data/tags")
        .valueStream()
        .filter(tag -> tag.path("key").asText().equals(key))
        .map(tag -> tag.path("value").asText())
        .findFirst()
        .orElse("?/?");
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(bytes(HttpRequest.newBuilder(uri(path))));
  }

  private byte[] bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("MLflow answers %d to %s".formatted(answer.statusCode(), answer.uri()));
    }
    return answer.body();
  }

  private URI uri(String path) {
    return URI.create(server + path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
