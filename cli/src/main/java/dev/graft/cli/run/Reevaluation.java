package dev.graft.cli.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.Plan;
import java.util.List;

/**
 * The AdapterJob that evaluates the adapters of a finished one on other goals. Pure.
 *
 * @param source the plan of the finished job
 * @param runs those of its runs whose adapters are evaluated
 */
record Reevaluation(Plan source, List<AdapterRun> runs) {
  private static final String SUFFIX = "-evaluate";

  /**
   * Its manifest: what the finished job says of its data, simulators and goals, the seed of these
   * raised by one, and nothing of training.
   *
   * @param finished the finished job's spec, with its defaults
   */
  ObjectNode manifest(ObjectNode finished) {
    ObjectNode spec = finished.deepCopy();
    spec.remove(List.of("suspend", "storage"));
    spec.putObject("backbone").putObject("fromJob").put("name", source.job());
    adapter((ObjectNode) spec.path("adapter"));
    ObjectNode evaluation = (ObjectNode) spec.path("evaluation");
    evaluation.put("seed", evaluation.path("seed").asLong() + 1);
    evaluation.remove(List.of("everyEpochs", "validationEpisodes"));
    spec.withObject("/tracking").put("experiment", source.experiment());

    ObjectNode manifest = spec.objectNode();
    manifest.put("apiVersion", "graft.dev/v1alpha1").put("kind", "AdapterJob");
    manifest.putObject("metadata").put("name", source.job() + SUFFIX);
    manifest.set("spec", spec);
    return manifest;
  }

  private void adapter(ObjectNode adapter) {
    if (!adapter.path("method").has("zeroShot")) {
      adapter.putObject("method").putObject("trained").putObject("job").put("name", source.job());
    }
    ArrayNode tasks = adapter.putObject("tasks").putArray("names");
    runs.stream().map(AdapterRun::task).distinct().forEach(tasks::add);
    ArrayNode seeds = adapter.putArray("seeds");
    runs.stream().map(AdapterRun::seed).distinct().forEach(seeds::add);
    adapter.remove(List.of("training", "trainHead", "registerAs"));
  }
}
