package dev.graft.trainer.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.Architecture;
import dev.graft.api.Demonstrations;
import dev.graft.api.Evaluation;
import dev.graft.api.GoalSet;
import dev.graft.api.Method;
import dev.graft.api.Training;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.MethodJson;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.plan.DatasetFiles;
import dev.graft.plan.DatasetPlan;
import dev.graft.plan.JobParameters;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.mlflow.DatasetInput;
import dev.graft.trainer.mlflow.MetricNames;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.record.RunRecord;
import dev.graft.trainer.statistics.SuccessRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What is recorded of a stage, under which names: pure. */
final class Facts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Facts() {}

  /** The network's name, and its sizes each on its own: {@code architecture.layers}. */
  static Map<String, String> architecture(Architecture architecture) {
    Map<String, String> params = new LinkedHashMap<>();
    JSON.valueToTree(architecture)
        .properties()
        .forEach(
            member -> {
              params.put("architecture", member.getKey());
              put(params, "architecture.", member.getValue());
            });
    return params;
  }

  /** The method's name, and its parameters each on its own: {@code method.bottleneck}. */
  static Map<String, String> method(Method method, AdapterMethod adapter) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("method", method.memberName());
    put(params, "method.", MethodJson.parameters(adapter));
    return params;
  }

  private static void put(Map<String, String> params, String prefix, JsonNode object) {
    object
        .properties()
        .forEach(field -> params.put(prefix + field.getKey(), text(field.getValue())));
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(Facts::text).collect(Collectors.joining(","))
        : value.isObject() ? value.toString() : value.asText();
  }

  static Map<String, String> training(Training training) {
    Map<String, String> params = new LinkedHashMap<>(JobParameters.ofTraining(training));
    params.put("training.schedule", training.schedule().name());
    params.put("training.warmupSteps", String.valueOf(training.warmupSteps()));
    params.put("training.weightDecay", String.valueOf(training.weightDecay()));
    params.put("training.gradientClipNorm", String.valueOf(training.gradientClipNorm()));
    params.put("training.actionHistoryDropout", String.valueOf(training.actionHistoryDropout()));
    params.put("training.precision", training.precision().name());
    params.put("training.loss", training.loss().name());
    if (training.microBatchSize() != null) {
      params.put("training.microBatchSize", String.valueOf(training.microBatchSize()));
    }
    return params;
  }

  static Map<String, String> demonstrations(DatasetPlan plan) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("suite", plan.suite().name());
    params.put("demonstrations.tasks", String.join(",", plan.tasks()));
    params.putAll(
        plan.files() == null
            ? scripted(Objects.requireNonNull(plan.scripted()))
            : recorded(plan.files()));
    return params;
  }

  private static Map<String, String> scripted(Demonstrations.Scripted scripted) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("demonstrations.perTask", String.valueOf(scripted.perTask()));
    params.put("demonstrations.noise", String.valueOf(scripted.noise()));
    params.put("demonstrations.seed", String.valueOf(scripted.seed()));
    params.put("demonstrations.goals", goals(scripted.goals()));
    return params;
  }

  private static Map<String, String> recorded(DatasetFiles files) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("demonstrations.format", files.format().name());
    params.put("demonstrations.digest", files.digest());
    return params;
  }

  static Map<String, String> evaluation(Evaluation evaluation) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("evaluation.episodes", String.valueOf(evaluation.episodes()));
    params.put("evaluation.seed", String.valueOf(evaluation.seed()));
    params.put("evaluation.goals", goals(evaluation.goals()));
    params.put("evaluation.everyEpochs", String.valueOf(evaluation.everyEpochs()));
    params.put("evaluation.validationEpisodes", String.valueOf(evaluation.validationEpisodes()));
    params.put("evaluation.maxEpisodeSteps", String.valueOf(evaluation.maxEpisodeSteps()));
    params.put("evaluation.stopAtSuccess", String.valueOf(evaluation.stopAtSuccess()));
    params.put("evaluation.contextWindow", evaluation.contextWindow().name());
    return params;
  }

  /** What a set of goals is called. */
  static String goals(GoalSet goals) {
    return goals == GoalSet.Graft ? goals.name() : goals.benchmark();
  }

  /** Versions of what computed; tags, since a stage may continue on another machine. */
  static Map<String, String> versions(String source, String simulator) {
    return Map.of(
        "graft.version",
        source,
        "graft.simulator",
        simulator,
        "graft.engine",
        NativeEngine.fingerprint(),
        "graft.java",
        Runtime.version().toString());
  }

  static RunRecord.Input input(DatasetPlan plan, TrajectoryDataset dataset, String use) {
    return new RunRecord.Input(
        new DatasetInput(
            plan.tasks().size() == 1 ? plan.tasks().getFirst() : plan.tasks().size() + "-tasks",
            plan.digest(),
            "{\"suite\": \"%s\", \"digest\": \"%s\"}".formatted(plan.suite(), plan.digest()),
            "{\"demonstrations\": %d, \"steps\": %d}"
                .formatted(dataset.trajectories().size(), dataset.steps()),
            use));
  }

  static RunRecord.Metrics training(TrainingPoint point, Instant now) {
    return new RunRecord.Metrics(
        List.of(
            new MetricPoint(MetricNames.LOSS, point.loss(), point.step(), now),
            new MetricPoint(MetricNames.EPOCH, point.epoch(), point.step(), now),
            new MetricPoint("train/gradient_norm", point.gradientNorm(), point.step(), now),
            new MetricPoint("train/learning_rate", point.learningRate(), point.step(), now),
            new MetricPoint(
                "train/windows_per_second", point.windowsPerSecond(), point.step(), now)));
  }

  /** Under {@code prefix}, such as {@code eval} or {@code zero_shot/goal_masked}. */
  static RunRecord.Metrics evaluation(
      String prefix, EvaluationResult result, long step, Instant now) {
    SuccessRate rate = result.successRate();
    List<MetricPoint> points = new ArrayList<>(rate(prefix + "/success_rate", rate, step, now));
    result
        .lastStepRate()
        .ifPresent(
            last -> points.addAll(rate(prefix + "/last_step_success_rate", last, step, now)));
    points.add(new MetricPoint(prefix + "/episodes", rate.trials(), step, now));
    points.add(new MetricPoint(prefix + "/mean_steps", result.meanSteps(), step, now));
    return new RunRecord.Metrics(points);
  }

  private static List<MetricPoint> rate(String key, SuccessRate rate, long step, Instant now) {
    return List.of(
        new MetricPoint(key, rate.share(), step, now),
        new MetricPoint(key + "_low", rate.interval95().low(), step, now),
        new MetricPoint(key + "_high", rate.interval95().high(), step, now));
  }
}
