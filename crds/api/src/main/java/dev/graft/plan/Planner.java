package dev.graft.plan;

import dev.graft.api.Adapter;
import dev.graft.api.AdapterJobSpec;
import dev.graft.api.MethodParameters;
import dev.graft.api.ModelReference;
import dev.graft.api.Pretrain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Plans an AdapterJob: the stages, and the digest of what determines the result of each. Pure: the
 * same job always gives the same plan.
 *
 * <p>A digest covers settings, seeds and the digests of the inputs. It leaves out what changes
 * where or how fast the work is done: threads, resources, replicas, parallelism, tracking.
 */
public final class Planner {
  private static final String FROM_JOB = "spec.backbone.fromJob.name";

  private final String job;
  private final AdapterJobSpec spec;
  private final ResolvedInputs inputs;
  private final DatasetPlanner datasets;

  private Planner(String job, AdapterJobSpec spec, ResolvedInputs inputs) {
    this.job = job;
    this.spec = spec;
    this.inputs = inputs;
    this.datasets = new DatasetPlanner(spec, inputs);
  }

  /**
   * Plans a job.
   *
   * @param jobName the AdapterJob's name, also the name of the experiment when the spec has none
   * @param spec a spec with its defaults filled in that the CRD accepts
   * @param inputs what {@link References} of the spec stand for
   * @throws PlanException when a reference is missing, or does not fit the spec
   */
  public static Plan plan(String jobName, AdapterJobSpec spec, ResolvedInputs inputs) {
    return new Planner(jobName, spec, inputs).plan();
  }

  private Plan plan() {
    BackboneStage backbone = backbone();
    List<AdapterRun> runs = spec.adapter() == null ? List.of() : runs(spec.adapter(), backbone);
    return new Plan(
        job,
        Objects.requireNonNullElse(spec.tracking().experiment(), job),
        specDigest(backbone, runs),
        backbone,
        runs);
  }

  private static String specDigest(BackboneStage backbone, List<AdapterRun> runs) {
    return Digest.of(
        "spec/1",
        Map.of(
            "backbone", backbone.digest(), "runs", runs.stream().map(AdapterRun::digest).toList()));
  }

  private BackboneStage backbone() {
    Pretrain pretrain = spec.backbone().pretrain();
    ModelReference model = spec.backbone().model();
    if (pretrain != null) {
      return pretrained(pretrain);
    }
    return model != null
        ? registered(model)
        : borrowed(Objects.requireNonNull(spec.backbone().fromJob()).name());
  }

  /** A backbone that is the same whether it comes by its name in a registry or from its job. */
  private BackboneStage registered(ModelReference model) {
    BackboneStage stage = RegisteredBackbone.stage(model, inputs.model());
    BackboneFit.require(spec, model.uri(), stage.architecture());
    return stage.withThreads(spec.trainer().threads());
  }

  /** The other job's own stage: the same digest is the same backbone. */
  private BackboneStage borrowed(String name) {
    Plan source = inputs.job(FROM_JOB, name);
    BackboneStage stage = source.backbone();
    BackboneFit.require(spec, name, stage.architecture());
    return stage
        .madeBy(new JobOrigin(name, source.experiment()))
        .withThreads(spec.trainer().threads());
  }

  private BackboneStage pretrained(Pretrain pretrain) {
    DatasetPlan dataset = datasets.of(pretrain.tasks().resolve());
    var goal = spec.observation().state().pretrainGoal();
    String digest =
        Digest.of(
            "backbone/1",
            Map.of(
                "dataset", dataset.digest(),
                "architecture", pretrain.architecture(),
                "seed", pretrain.seed(),
                "goal", goal,
                "training", pretrain.training()));
    return new BackboneStage(
        digest,
        dataset,
        pretrain.architecture(),
        pretrain.seed(),
        goal,
        pretrain.training(),
        spec.trainer().threads(),
        null,
        pretrain.registerAs());
  }

  private List<AdapterRun> runs(Adapter adapter, BackboneStage backbone) {
    Adapters adapters = new Adapters(inputs, backbone.digest());
    MethodParameters.Trained trained = adapter.method().trained();
    MethodParameters.Fusion fusion = adapter.method().fusion();
    List<AdapterSource> fused = fusion == null ? List.of() : adapters.fused(fusion);
    var runs = new ArrayList<AdapterRun>();
    for (String task : adapter.tasks().resolve()) {
      DatasetPlan dataset = datasets.of(List.of(task));
      for (long seed : adapter.seeds()) {
        Making making =
            trained == null
                ? new Making(adapter.method(), adapter.trainHead(), dataset, fused, null)
                : adapters.trained(trained, task, seed);
        runs.add(run(runs.size(), adapter, backbone, making, task, seed));
      }
    }
    return runs;
  }

  private AdapterRun run(
      int index, Adapter adapter, BackboneStage backbone, Making making, String task, long seed) {
    var state = spec.observation().state();
    return new AdapterRun(
        index,
        runDigest(adapter, backbone.digest(), making, task, seed),
        task,
        seed,
        making.method(),
        making.trainHead(),
        making.dataset(),
        backbone.goal(),
        state.adaptGoal(),
        adapter.training(),
        spec.evaluation(),
        spec.simulation().environmentsPerReplica(),
        spec.trainer().threads(),
        making.fused(),
        making.trained(),
        adapter.registerAs() == null ? null : adapter.registerAs() + "-" + task);
  }

  private String runDigest(
      Adapter adapter, String backboneDigest, Making making, String task, long seed) {
    var content = new LinkedHashMap<String, Object>();
    content.put("backbone", backboneDigest);
    content.put("task", task);
    content.put("seed", seed);
    content.put("method", making.identity());
    content.put("goal", spec.observation().state().adaptGoal());
    content.put("evaluation", spec.evaluation());
    if (adapter.method().trains()) {
      content.put("dataset", making.dataset().digest());
      content.put("trainHead", adapter.trainHead());
      content.put("training", adapter.training());
    }
    return Digest.of("run/1", content);
  }
}
