package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.ModelStatus;
import dev.graft.api.Demonstrations;
import dev.graft.api.ModelReference;
import dev.graft.api.Phase;
import dev.graft.crd.AdapterJob;
import dev.graft.operator.tracking.ModelView;
import dev.graft.plan.Plan;
import dev.graft.plan.PlanException;
import dev.graft.plan.Planner;
import dev.graft.plan.References;
import dev.graft.plan.ResolvedInputs;
import dev.graft.plan.ResolvedModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans an AdapterJob with those of its namespace, and the registered model, that it refers to.
 * Pure: what is there comes in as functions.
 */
final class Sources {
  private final Function<String, Optional<AdapterJob>> namespace;
  private final Function<AdapterJob, ModelView> registry;
  private final Function<AdapterJob, Optional<Plan>> begun;
  private final Deque<String> path = new ArrayDeque<>();

  /**
   * Sources in a namespace.
   *
   * @param namespace gives the AdapterJob of a name
   * @param registry tells what is known of the model that an AdapterJob refers to
   * @param begun the plan that the last reported attempt of an AdapterJob has begun with
   */
  Sources(
      Function<String, Optional<AdapterJob>> namespace,
      Function<AdapterJob, ModelView> registry,
      Function<AdapterJob, Optional<Plan>> begun) {
    this.namespace = namespace;
    this.registry = registry;
    this.begun = begun;
  }

  /** What came of it. */
  sealed interface Resolution {
    /**
     * All that it refers to is there.
     *
     * @param plan with it
     * @param model what it refers to was found to be; absent: it refers to none
     */
    record Planned(Plan plan, @Nullable ModelStatus model) implements Resolution {}

    /**
     * It cannot be planned yet, or as it is.
     *
     * @param why and what to do
     */
    record Unplanned(Finding why) implements Resolution {}
  }

  /** The plan of a job. */
  Resolution plan(AdapterJob job) {
    String name = job.getMetadata().getName();
    path.push(name);
    Map<String, Plan> plans = new HashMap<>();
    References references = References.of(job.getSpec());
    for (String source : references.jobs()) {
      switch (source(name, source, use(references, source))) {
        case Resolution.Planned planned -> plans.put(source, planned.plan());
        case Resolution.Unplanned unplanned -> {
          path.pop();
          return goesOn(job, unplanned.why()).orElse(unplanned);
        }
      }
    }
    path.pop();
    Demonstrations.Dataset dataset = references.dataset();
    if (dataset != null && dataset.claimName() == null) {
      return new Resolution.Unplanned(
          Finding.of(
              Reason.REFERENCE_UNFIT,
              "spec.demonstrations.dataset.claimName: is needed in a cluster; give the PersistentVolumeClaim that has the dataset"));
    }
    ModelReference model = references.model();
    return model == null ? planned(job, plans, null) : onModel(job, plans, model);
  }

  /**
   * An attempt that has begun has all that it needs, also when a job that it refers to is gone. It
   * lends its backbone to others all the same.
   */
  private Optional<Resolution> goesOn(AdapterJob job, Finding why) {
    if (why.reason() != Reason.SOURCE_MISSING || job.getStatus() == null) {
      return Optional.empty();
    }
    return begun
        .apply(job)
        .flatMap(plan -> sameAttempt(job, plan))
        .map(plan -> new Resolution.Planned(plan, job.getStatus().model()));
  }

  /** The plan of the spec as it is now, as long as that is of the attempt that has begun. */
  private static Optional<Plan> sameAttempt(AdapterJob job, Plan begun) {
    AdapterJobStatus last = job.getStatus();
    boolean reported =
        Objects.equals(last.observedGeneration(), job.getMetadata().getGeneration())
            // A spec that could not be planned was reported beside the attempt of another.
            && Conditions.find(last, Conditions.BACKBONE_READY).isPresent();
    return again(job, begun)
        .filter(plan -> plan.specDigest().equals(begun.specDigest()))
        .or(() -> reported ? Optional.of(begun) : Optional.empty());
  }

  /** A backbone that was borrowed is in the borrower's plan, too. */
  private static Optional<Plan> again(AdapterJob job, Plan begun) {
    Map<String, Plan> own = new HashMap<>();
    References.of(job.getSpec()).jobs().forEach(source -> own.put(source, begun));
    try {
      return Optional.of(
          Planner.plan(job.getMetadata().getName(), job.getSpec(), new ResolvedInputs(own)));
    } catch (PlanException otherReferences) {
      return Optional.empty();
    }
  }

  /** With what its attempt has pinned, as long as it is that attempt; an alias may have moved. */
  private Resolution onModel(AdapterJob job, Map<String, Plan> plans, ModelReference model) {
    AdapterJobStatus status = job.getStatus();
    ModelStatus pinned = status == null ? null : status.model();
    if (pinned != null
        && pinned.uri().equals(model.uri())
        && planned(job, plans, ResolvedModel.Version.of(pinned)) instanceof Resolution.Planned there
        && there.plan().specDigest().equals(status.specDigest())) {
      return there;
    }
    // Another job's is looked up when that job is planned for itself.
    ModelView view = path.isEmpty() ? registry.apply(job) : new ModelView.Asked();
    return switch (view) {
      case ModelView.Known(var found) -> planned(job, plans, found);
      case ModelView.Asked asked -> waiting(model, "it is being asked");
      case ModelView.Away(var why) -> waiting(model, why);
      case ModelView.NotConfigured none ->
          new Resolution.Unplanned(Finding.of(Reason.TRACKING_NOT_CONFIGURED));
      case ModelView.NotContacted(var server) ->
          new Resolution.Unplanned(
              Finding.of(Reason.MODEL_SERVER_NOT_CONTACTED, model.uri(), server));
    };
  }

  private static Resolution waiting(ModelReference model, String why) {
    return new Resolution.Unplanned(Finding.of(Reason.WAITING_FOR_TRACKING, model.uri(), why));
  }

  private static Resolution planned(
      AdapterJob job, Map<String, Plan> plans, @Nullable ResolvedModel model) {
    String name = job.getMetadata().getName();
    try {
      Plan plan = Planner.plan(name, job.getSpec(), new ResolvedInputs(plans, model, null));
      return new Resolution.Planned(
          plan, model instanceof ResolvedModel.Version version ? version.pinned() : null);
    } catch (PlanException unfit) {
      Reason reason =
          model instanceof ResolvedModel.Missing ? Reason.MODEL_MISSING : Reason.REFERENCE_UNFIT;
      return new Resolution.Unplanned(Finding.of(reason, unfit.getMessage()));
    }
  }

  /** What is used of another job. */
  private enum Use {
    BACKBONE,
    ADAPTERS
  }

  private static Use use(References references, String source) {
    return references.adapters().contains(source) ? Use.ADAPTERS : Use.BACKBONE;
  }

  private Resolution source(String job, String source, Use use) {
    if (path.contains(source)) {
      return new Resolution.Unplanned(Finding.of(Reason.REFERENCE_CIRCLE, job, source));
    }
    Optional<AdapterJob> found = namespace.apply(source);
    if (found.isEmpty()) {
      return new Resolution.Unplanned(Finding.of(Reason.SOURCE_MISSING, source));
    }
    Resolution resolution = plan(found.get());
    return switch (resolution) {
      case Resolution.Planned planned -> ready(found.get(), planned.plan(), use).orElse(resolution);
      case Resolution.Unplanned unplanned ->
          new Resolution.Unplanned(
              Finding.of(Reason.WAITING_FOR_JOB, source, unplanned.why().message()));
    };
  }

  /** Why a source is not to be used yet, or never. */
  private static Optional<Resolution> ready(AdapterJob source, Plan plan, Use use) {
    AdapterJobStatus status = source.getStatus();
    String name = source.getMetadata().getName();
    boolean reported = status != null && plan.specDigest().equals(status.specDigest());
    if (reported && isReady(status, use)) {
      return Optional.empty();
    }
    Finding finding =
        reported && status.phase() == Phase.Failed
            ? Finding.of(Reason.SOURCE_FAILED, name)
            : Finding.of(
                Reason.WAITING_FOR_JOB,
                name,
                switch (use) {
                  case BACKBONE -> "its backbone is not ready yet";
                  case ADAPTERS -> "its adapters are not ready yet";
                });
    return Optional.of(new Resolution.Unplanned(finding));
  }

  private static boolean isReady(AdapterJobStatus status, Use use) {
    return switch (use) {
      case BACKBONE -> Conditions.holds(status, Conditions.BACKBONE_READY);
      case ADAPTERS -> status.phase() == Phase.Succeeded;
    };
  }
}
