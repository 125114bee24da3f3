package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus.EvaluationStatus;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.crd.AdapterJob;
import dev.graft.operator.resources.PlanConfigMap;
import dev.graft.operator.tracking.AttemptRecord;
import dev.graft.plan.JobParameters;
import dev.graft.plan.Plan;
import dev.graft.trainer.mlflow.MetricNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's parent run has besides those nested in it: manifest and plan, and at the end
 * what all runs have come to, under the names that {@code graft run} gives them too.
 *
 * @param observed at one moment
 * @param plan of the attempt
 */
record AttemptNotes(ObservedState observed, Plan plan) implements AttemptRecord {
  private static final String HEADER =
      """
      | task | seed | state | %s | at the last step | run |
      | --- | --- | --- | --- | --- | --- |
      """;

  @Override
  public Map<String, String> parameters() {
    return JobParameters.of(plan);
  }

  @Override
  public Map<String, String> documents() {
    return Map.of("adapterjob.yaml", manifest(), "plan.json", PlanConfigMap.json(plan));
  }

  /** Without what the API server adds, so that it can be applied again. */
  private String manifest() {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("apiVersion", HasMetadata.getApiVersion(AdapterJob.class));
    manifest.put("kind", HasMetadata.getKind(AdapterJob.class));
    manifest.put("metadata", Map.of("name", observed.owner().name()));
    manifest.put("spec", observed.spec());
    return Serialization.asYaml(manifest);
  }

  @Override
  public Map<String, Double> results() {
    RunTally runs = runs();
    EvaluationStatus evaluation = plan.runs().isEmpty() ? null : runs.evaluation(plan.runs());
    if (evaluation == null) {
      return Map.of();
    }
    Map<String, Double> results = new LinkedHashMap<>();
    put(results, MetricNames.SUCCESS, evaluation.successRate());
    put(results, MetricNames.SUCCESS_LOW, evaluation.ci95().low());
    put(results, MetricNames.SUCCESS_HIGH, evaluation.ci95().high());
    put(results, MetricNames.LAST_STEP_SUCCESS, evaluation.lastStepSuccessRate());
    results.put(MetricNames.RUNS_FINISHED, (double) runs.finished());
    return results;
  }

  private static void put(Map<String, Double> results, String name, @Nullable String rate) {
    if (rate != null) {
      results.put(name, Double.valueOf(rate));
    }
  }

  @Override
  public String summary() {
    List<RunStatus> runs = runs().runs();
    if (runs.isEmpty()) {
      return "";
    }
    String method = plan.runs().getFirst().method().title();
    StringBuilder table = new StringBuilder(lead(method)).append(HEADER.formatted(method));
    for (RunStatus run : runs) {
      table.append(
          "| %s | %d | %s | %s | %s | %s |%n"
              .formatted(
                  run.task(),
                  run.seed(),
                  run.phase(),
                  orDash(run.successRate()),
                  orDash(run.lastStepSuccessRate()),
                  orDash(run.runId())));
    }
    return table.toString();
  }

  /** MLflow shows the first lines only, until it is asked for more. */
  private String lead(String method) {
    RunTally runs = runs();
    EvaluationStatus evaluation = runs.evaluation(plan.runs());
    return evaluation == null
        ? "**%s** has no result.%n%n".formatted(method)
        : "**%s** solves %s [%s, %s] of %d unseen goals in %d of %d runs.%n%n"
            .formatted(
                method,
                evaluation.successRate(),
                evaluation.ci95().low(),
                evaluation.ci95().high(),
                evaluation.episodes(),
                runs.finished(),
                plan.runs().size());
  }

  private static String orDash(@Nullable String text) {
    return Objects.requireNonNullElse(text, "-");
  }

  private RunTally runs() {
    return new RunTally(Runs.of(observed, plan));
  }
}
