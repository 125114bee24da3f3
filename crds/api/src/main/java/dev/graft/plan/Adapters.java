package dev.graft.plan;

import dev.graft.api.AdapterReference;
import dev.graft.api.MethodParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds, among the runs of finished jobs, the adapters that a spec names. */
final class Adapters {
  private static final String METHOD = "spec.adapter.method.";
  private static final String TRAINED = METHOD + "trained.job.name";

  private final ResolvedInputs inputs;
  private final String backbone;

  /**
   * Adapters on a backbone.
   *
   * @param backbone digest of the stage that makes it
   */
  Adapters(ResolvedInputs inputs, String backbone) {
    this.inputs = inputs;
    this.backbone = backbone;
  }

  /**
   * The adapter that is evaluated again.
   *
   * @throws PlanException when there is none, or it has no adapter
   */
  Making trained(MethodParameters.Trained method, String task, long seed) {
    Plan job = job(TRAINED, method.job().name());
    AdapterRun run =
        job.runs().stream()
            .filter(candidate -> candidate.task().equals(task) && candidate.seed() == seed)
            .findFirst()
            .orElseThrow(() -> missing(TRAINED, job, AdapterRun.name(task, seed)));
    if (!run.method().trains()) {
      throw new PlanException(
          TRAINED,
          "'%s' trains nothing (%s); name a job that does"
              .formatted(job.job(), run.method().memberName()));
    }
    return Making.from(job, run);
  }

  /**
   * The adapters that are fused.
   *
   * @throws PlanException when one is missing, is given twice, or cannot be fused
   */
  List<AdapterSource> fused(MethodParameters.Fusion method) {
    List<AdapterSource> sources = new ArrayList<>();
    for (int i = 0; i < method.sources().size(); i++) {
      String field = METHOD + "fusion.sources[%d]".formatted(i);
      AdapterSource source = fused(field, method.sources().get(i));
      if (sources.contains(source)) {
        throw new PlanException(
            field, "is %s, as another one is; give each once".formatted(source.name()));
      }
      sources.add(source);
    }
    return List.copyOf(sources);
  }

  private AdapterSource fused(String field, AdapterReference reference) {
    Plan job = job(field + ".job.name", reference.job().name());
    Long seed = reference.seed();
    Predicate<AdapterRun> wanted =
        run -> run.task().equals(reference.task()) && (seed == null || run.seed() == seed);
    AdapterRun run =
        job.runs().stream()
            .filter(wanted)
            .findFirst()
            .orElseThrow(
                () ->
                    missing(
                        field,
                        job,
                        seed == null ? reference.task() : AdapterRun.name(reference.task(), seed)));
    AdapterSource source = source(job, run);
    if (!fusible(run)) {
      throw new PlanException(
          field,
          "%s is of method %s%s; fusion needs pfeiffer in all blocks, trainHead: false"
              .formatted(
                  source.name(), run.method().title(), run.trainHead() ? " with trainHead" : ""));
    }
    return source;
  }

  private static boolean fusible(AdapterRun run) {
    MethodParameters.Pfeiffer pfeiffer = run.method().pfeiffer();
    return pfeiffer != null && pfeiffer.dropLowest() == 0 && !run.trainHead();
  }

  private Plan job(String field, String name) {
    Plan job = inputs.job(field, name);
    if (!job.backbone().digest().equals(backbone)) {
      throw new PlanException(
          field,
          "the adapters of '%s' are on another backbone; use it too, by spec.backbone.fromJob: {name: %s}"
              .formatted(name, name));
    }
    return job;
  }

  private static PlanException missing(String field, Plan job, String wanted) {
    return new PlanException(
        field,
        "'%s' has no run %s; it has: %s"
            .formatted(
                job.job(),
                wanted,
                job.runs().isEmpty()
                    ? "none"
                    : job.runs().stream().map(AdapterRun::name).collect(Collectors.joining(", "))));
  }

  /** Where a run's adapter is: with the run itself, or where that has it from. */
  static AdapterSource source(Plan job, AdapterRun run) {
    return Objects.requireNonNullElseGet(
        run.trained(),
        () ->
            new AdapterSource(
                run.digest(),
                new JobOrigin(job.job(), job.experiment()),
                run.task(),
                run.seed(),
                run.method()));
  }
}
