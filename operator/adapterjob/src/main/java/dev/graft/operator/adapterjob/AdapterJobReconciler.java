package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.MlflowStatus;
import dev.graft.crd.AdapterJob;
import dev.graft.operator.resources.Labels;
import dev.graft.operator.tracking.TrackingBoard;
import dev.graft.operator.tracking.TrackingView;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes what exists in the cluster what an AdapterJob asks for.
 *
 * <p>The same observed state gives the same writes whatever event woke it; when nothing changed
 * there are none.
 */
public final class AdapterJobReconciler implements Reconciler<AdapterJob>, Cleaner<AdapterJob> {
  /** What is in the way is not watched, since it is not ours: look again after this time. */
  private static final Duration CONFLICT_RECHECK = Duration.ofSeconds(30);

  /** Another AdapterJob's changes do not wake those that refer to it. */
  private static final Duration REFERENCE_RECHECK = Duration.ofSeconds(10);

  /**
   * An edit that arrives while a status is being written is taken for a part of that write, and
   * wakes nobody: so look once more after each write. A look at what is in order costs nothing.
   */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(2);

  /** Trainers leave within two minutes; a tracking server may be gone for good. */
  private static final Duration CLEANUP_PATIENCE = Duration.ofMinutes(3);

  private static final Duration CLEANUP_RECHECK = Duration.ofSeconds(2);

  private final OperatorSettings settings;
  private final TrackingBoard tracking;
  private final PassListener listener;
  private final InstantSource clock;
  private final PodRefusals refusals = new PodRefusals(System::nanoTime);

  /**
   * A reconciler.
   *
   * @param settings the operator's configuration
   * @param tracking asked for what tracking servers know, outside of passes
   * @param listener told what passes do
   * @param clock the time of what is reported
   */
  public AdapterJobReconciler(
      OperatorSettings settings,
      TrackingBoard tracking,
      PassListener listener,
      InstantSource clock) {
    this.settings = settings;
    this.tracking = tracking;
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public UpdateControl<AdapterJob> reconcile(AdapterJob job, Context<AdapterJob> context) {
    ObservedState observed = Observer.observe(job, context);
    Applier applier = new Applier(observed.owner(), context, listener);
    return switch (sources(observed, context).plan(job)) {
      case Sources.Resolution.Planned planned ->
          reconcile(situation(explained(observed, context), planned), applier);
      case Sources.Resolution.Unplanned(Finding why) ->
          report(observed, now -> StatusFactory.unplanned(observed, why, now), applier)
              .rescheduleAfter(REFERENCE_RECHECK);
    };
  }

  private ObservedState explained(ObservedState observed, Context<AdapterJob> context) {
    return refusals.explain(
        observed, workload -> Observer.refusedPods(workload, context.getClient()));
  }

  private Situation situation(ObservedState observed, Sources.Resolution.Planned planned) {
    Plan plan = planned.plan();
    Stage stage = Stage.of(observed, plan);
    Situation situation =
        Situation.of(observed, plan, planned.model(), stage, settings, view(observed, plan, stage));
    if (!situation.isToBePinned()) {
      tracking.settled(new ResourceID(observed.owner().name(), observed.owner().namespace()));
    }
    return situation;
  }

  private TrackingView view(ObservedState observed, Plan plan, Stage stage) {
    Optional<MlflowStatus> recorded =
        observed
            .statusOf(plan.specDigest())
            .filter(Following::recorded)
            .map(AdapterJobStatus::mlflow);
    if (recorded.isPresent()) {
      return new TrackingView.Recorded(recorded.get());
    }
    return Following.of(observed, plan, stage, settings, clock)
        .map(tracking::follow)
        .orElseGet(TrackingView.NotContacted::new);
  }

  /**
   * Ends what goes on of a deleted AdapterJob, in Kubernetes and, when its trainers have left, in
   * MLflow; after a while it is let go whatever the tracking server says.
   */
  @Override
  public DeleteControl cleanup(AdapterJob job, Context<AdapterJob> context) {
    ObservedState observed = Observer.observe(job, context);
    ResourceID id = ResourceID.fromResource(job);
    Instant asked = Instant.parse(job.getMetadata().getDeletionTimestamp());
    boolean late = clock.instant().isAfter(asked.plus(CLEANUP_PATIENCE));
    new Applier(observed.owner(), context, listener).apply(ChildPlanner.removal(observed));
    if (late || (observed.trainersAtWork().findAny().isEmpty() && endedInMlflow(observed))) {
      tracking.forget(id);
      refusals.forget(id);
      listener.gone(id);
      return DeleteControl.defaultDelete();
    }
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(CLEANUP_RECHECK.toMillis());
  }

  private boolean endedInMlflow(ObservedState observed) {
    return Following.reported(observed, settings, clock).map(tracking::kill).orElse(true);
  }

  private UpdateControl<AdapterJob> reconcile(Situation situation, Applier applier) {
    ObservedState observed = situation.observed();
    List<Conflict> conflicts = applier.apply(ChildPlanner.plan(situation));
    if (conflicts.isEmpty()) {
      return report(observed, now -> StatusFactory.status(situation, now), applier);
    }
    Situation blocked = situation.refused(Conflict.told(conflicts));
    return report(observed, now -> StatusFactory.status(blocked, now), applier)
        .rescheduleAfter(CONFLICT_RECHECK);
  }

  private Sources sources(ObservedState observed, Context<AdapterJob> context) {
    String namespace = observed.owner().namespace();
    return new Sources(
        name -> context.getPrimaryCache().get(new ResourceID(name, namespace)),
        asking -> Following.model(asking, settings, tracking::lookUp),
        begun -> Observer.begun(begun, context));
  }

  /** One patch of the status a pass, and none when it says what is said already. */
  private UpdateControl<AdapterJob> report(
      ObservedState observed, Function<Instant, AdapterJobStatus> words, Applier applier) {
    Instant now = clock.instant();
    AdapterJobStatus status = words.apply(now);
    ResourceID id = new ResourceID(observed.owner().name(), observed.owner().namespace());
    PassListener.Report report = new PassListener.Report(id, observed.status(), status);
    listener.reported(report);
    if (!report.news()) {
      UpdateControl<AdapterJob> nothing = UpdateControl.noUpdate();
      return PodRefusal.candidates(observed).isEmpty()
          ? nothing
          : nothing.rescheduleAfter(PodRefusals.PATIENCE);
    }
    // Before the status: after it nothing would tell that the event is missing.
    Announcement.of(observed, status, now).ifPresent(applier::announce);
    AdapterJob patch = new AdapterJob();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(observed.owner().namespace())
            .withName(observed.owner().name())
            .withUid(observed.owner().uid()) // refused when the object was made anew meanwhile
            .build());
    patch.setStatus(status);
    return UpdateControl.patchStatus(patch).rescheduleAfter(SECOND_LOOK);
  }

  @Override
  public List<EventSource<?, AdapterJob>> prepareEventSources(
      EventSourceContext<AdapterJob> context) {
    SimpleInboundEventSource<AdapterJob> news = new SimpleInboundEventSource<>("tracking");
    tracking.onNews(news::propagateEvent);
    return Stream.concat(
            Stream.of(ConfigMap.class, Service.class, StatefulSet.class, Job.class, Pod.class)
                .<EventSource<?, AdapterJob>>map(type -> labelled(type, context)),
            Stream.of(news))
        .toList();
  }

  private static <T extends HasMetadata> EventSource<T, AdapterJob> labelled(
      Class<T> type, EventSourceContext<AdapterJob> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, AdapterJob.class)
            .withLabelSelector(Labels.SELECTOR)
            .withSecondaryToPrimaryMapper(AdapterJobReconciler::adapterJobOf)
            .build(),
        context);
  }

  /** By annotation and not by owner, since a pod's owner is its workload. */
  private static Set<ResourceID> adapterJobOf(HasMetadata child) {
    return Labels.jobName(child)
        .map(name -> new ResourceID(name, child.getMetadata().getNamespace()))
        .map(Set::of)
        .orElse(Set.of());
  }
}
