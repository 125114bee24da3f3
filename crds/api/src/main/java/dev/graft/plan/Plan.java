package dev.graft.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * All the work of one AdapterJob, in the order of its dependencies: every run needs the backbone.
 *
 * @param job the AdapterJob's name
 * @param experiment the MLflow experiment
 * @param specDigest of everything that determines a result
 * @param backbone the backbone stage
 * @param runs the adapter runs, in the order of tasks, then seeds; empty: pretrain only
 */
public record Plan(
    String job,
    String experiment,
    String specDigest,
    BackboneStage backbone,
    List<AdapterRun> runs) {
  /** Copies the runs. */
  public Plan {
    runs = List.copyOf(runs);
  }

  /** The adapters of other jobs that runs use, each once. */
  public List<AdapterSource> adapterSources() {
    return runs.stream()
        .flatMap(run -> Stream.concat(run.fused().stream(), Stream.ofNullable(run.trained())))
        .distinct()
        .toList();
  }
}
