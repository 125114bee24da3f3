package dev.graft.plan;

import dev.graft.api.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What tells jobs apart in a table of them, as parameters of a job's own run; what a stage adds to
 * these is a parameter of its run. Pure.
 */
public final class JobParameters {
  private JobParameters() {}

  /**
   * The parameters of a plan's job, in the order in which people would read them.
   *
   * @return values by name; those of adapters are missing where the job trains a backbone only
   */
  public static Map<String, String> of(Plan plan) {
    Map<String, String> parameters = new LinkedHashMap<>();
    BackboneStage backbone = plan.backbone();
    parameters.put("suite", backbone.dataset().suite().name());
    parameters.put("backbone", backbone.digest());
    if (backbone.from() != null) {
      parameters.put("backbone.job", backbone.from().job());
    }
    if (!plan.runs().isEmpty()) {
      parameters.putAll(ofRuns(plan.runs()));
    }
    return parameters;
  }

  /** Runs differ by task and seed only. */
  private static Map<String, String> ofRuns(List<AdapterRun> runs) {
    AdapterRun run = runs.getFirst();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("method", run.method().memberName());
    parameters.put("method.title", run.method().title());
    parameters.put("tasks", distinct(runs, AdapterRun::task));
    parameters.put("seeds", distinct(runs, AdapterRun::seed));
    parameters.put("evaluation.episodes", String.valueOf(run.evaluation().episodes()));
    if (run.trains()) {
      parameters.putAll(ofTraining(run.training()));
    }
    return parameters;
  }

  /** How long, in which batches and at which rate a stage trains: the first that people ask for. */
  public static Map<String, String> ofTraining(Training training) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (training.epochs() != null) {
      parameters.put("training.epochs", String.valueOf(training.epochs()));
    }
    if (training.steps() != null) {
      parameters.put("training.steps", String.valueOf(training.steps()));
    }
    parameters.put("training.batchSize", String.valueOf(training.batchSize()));
    parameters.put("training.learningRate", String.valueOf(training.learningRate()));
    return parameters;
  }

  private static String distinct(List<AdapterRun> runs, Function<AdapterRun, Object> part) {
    return runs.stream().map(part).map(String::valueOf).distinct().collect(Collectors.joining(","));
  }
}
