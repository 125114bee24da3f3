package dev.graft.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;

/**
 * All that a server holds of a run but its identifier and times, read with MLflow's own client.
 *
 * @param status the run's
 * @param params by name
 * @param tags by name, the parent's identifier left out
 * @param metrics {@code step=value} of every point of each metric, in the order recorded
 * @param inputs names and digests of the datasets
 * @param artifacts content by path, as hexadecimal digits
 */
public record RunContent(
    String status,
    Map<String, String> params,
    Map<String, String> tags,
    Map<String, List<String>> metrics,
    List<String> inputs,
    Map<String, String> artifacts) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The active runs of an experiment, by key; each key must be there once. */
  public static Map<String, RunContent> of(MlflowClient oracle, URI server, String experiment)
      throws IOException {
    String id = oracle.getExperimentByName(experiment).orElseThrow().getExperimentId();
    Map<String, RunContent> runs = new TreeMap<>();
    for (Service.RunInfo info : oracle.searchRuns(List.of(id), "")) {
      RunContent content = of(oracle, server, info);
      String key = content.tags().getOrDefault(RunKey.TAG, info.getRunId());
      if (runs.put(key, content) != null) {
        throw new AssertionError("two runs have the key " + key);
      }
    }
    return runs;
  }

  /** Without what differs between two runs of the same: the key, and how fast and busy it was. */
  public RunContent ofAnyKeyAndSpeed() {
    Map<String, String> otherTags = new TreeMap<>(tags);
    otherTags.remove(RunKey.TAG);
    Map<String, List<String>> otherMetrics = new TreeMap<>(metrics);
    otherMetrics.computeIfPresent(
        "train/windows_per_second", (name, points) -> List.of(points.size() + " points"));
    otherMetrics.keySet().removeIf(name -> name.startsWith(MetricNames.SYSTEM));
    return new RunContent(status, params, otherTags, otherMetrics, inputs, artifacts);
  }

  private static RunContent of(MlflowClient oracle, URI server, Service.RunInfo info)
      throws IOException {
    Service.Run run = oracle.getRun(info.getRunId());
    Map<String, String> params = new TreeMap<>();
    run.getData().getParamsList().forEach(p -> params.put(p.getKey(), p.getValue()));
    Map<String, String> tags = new TreeMap<>();
    run.getData().getTagsList().forEach(t -> tags.put(t.getKey(), t.getValue()));
    tags.remove(RunTree.PARENT_TAG);
    Map<String, List<String>> metrics = new TreeMap<>();
    run.getData()
        .getMetricsList()
        .forEach(m -> metrics.put(m.getKey(), history(oracle, info.getRunId(), m.getKey())));
    List<String> inputs = new ArrayList<>();
    JsonNode all =
        new ObjectMapper().readTree(oracle.sendGet("runs/get?run_id=" + info.getRunId()));
    all.at("/run/inputs/dataset_inputs")
        .forEach(
            input ->
                inputs.add(
                    input.at("/dataset/name").asText() + input.at("/dataset/digest").asText()));
    Map<String, String> artifacts = new TreeMap<>();
    read(oracle, server, info, "", artifacts);
    return new RunContent(
        run.getInfo().getStatus().name(), params, tags, metrics, inputs, artifacts);
  }

  private static List<String> history(MlflowClient oracle, String run, String metric) {
    return oracle.getMetricHistory(run, metric).stream()
        .map(point -> point.getStep() + "=" + point.getValue())
        .toList();
  }

  private static void read(
      MlflowClient oracle, URI server, Service.RunInfo run, String path, Map<String, String> into)
      throws IOException {
    String query =
        "artifacts/list?run_id=" + run.getRunId() + (path.isEmpty() ? "" : "&path=" + path);
    for (JsonNode file : new ObjectMapper().readTree(oracle.sendGet(query)).path("files")) {
      String name = file.path("path").asText();
      if (file.path("is_dir").asBoolean()) {
        read(oracle, server, run, name, into);
      } else {
        into.put(name, content(server, run, name));
      }
    }
  }

  private static String content(URI server, Service.RunInfo run, String path) {
    String place = run.getExperimentId() + "/" + run.getRunId() + "/artifacts/" + path;
    URI uri = server.resolve("/api/2.0/mlflow-artifacts/artifacts/" + place);
    try {
      byte[] bytes =
          HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray()).body();
      return bytes.length < 100
          ? new String(bytes, StandardCharsets.UTF_8)
          : HexFormat.of().formatHex(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
