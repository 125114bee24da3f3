package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.operator.adapterjob.Sources.Resolution;
import dev.graft.operator.resources.Role;
import dev.graft.operator.tracking.ModelView;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Plan;
import dev.graft.plan.ResolvedModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final String ADAPTER =
      "  adapter: {method: {houlsby: {}}, tasks: {names: [door-lock-v3]}, training: {steps: 9}}\n";

  private static final String CHAMPION = "models:/doors@champion";

  private final Map<String, AdapterJob> namespace = new HashMap<>();
  private ModelView registry = new ModelView.Asked();
  private final Map<String, Plan> begun = new HashMap<>();

  @Test
  void aJobWaitsUntilTheOtherIsThereAndHasItsBackbone() {
    AdapterJob borrower = borrower("borrower", "source");
    assertThat(reason(borrower)).isEqualTo(Reason.SOURCE_MISSING);

    AdapterJob source =
        add("source", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}}");
    assertThat(reason(borrower)).isEqualTo(Reason.WAITING_FOR_JOB);

    backboneReady(source);
    assertThat(plan(borrower)).isInstanceOf(Resolution.Planned.class);
  }

  @Test
  void anotherSpecsBackboneIsNotTakenForThisOnes() {
    AdapterJob borrower = borrower("borrower", "source");
    AdapterJob source =
        add("source", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}}");
    backboneReady(source);
    AdapterJobStatus old = source.getStatus();
    add("source", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 10}}}").setStatus(old);

    assertThat(reason(borrower)).isEqualTo(Reason.WAITING_FOR_JOB);
  }

  @Test
  void whatHasBegunGoesOnWhenItsSourceIsGone() {
    AdapterJob borrower = borrower("borrower", "source");
    backboneReady(add("source", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}}"));
    Plan begun = begin(borrower);
    namespace.clear();
    assertThat(reason(borrower)).as("nothing was reported").isEqualTo(Reason.SOURCE_MISSING);

    borrower.setStatus(
        AdapterJobStatus.builder().specDigest(begun.specDigest()).observedGeneration(1L).build());

    assertThat(plan(borrower)).isEqualTo(new Resolution.Planned(begun, null));
    AdapterJob edited =
        job("borrower", "{fromJob: {name: source}}", ADAPTER.replace("steps: 9", "steps: 8"));
    edited.setStatus(borrower.getStatus());
    edited.getMetadata().setGeneration(2L);
    assertThat(reason(edited)).as("another attempt").isEqualTo(Reason.SOURCE_MISSING);
    edited.setStatus(borrower.getStatus().edit().observedGeneration(2L).build());
    assertThat(reason(edited)).as("and after it was told").isEqualTo(Reason.SOURCE_MISSING);
  }

  @Test
  void aBackboneIsBorrowedFromABorrowerWhoseOwnSourceIsGone() {
    AdapterJob source =
        add("source", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}}");
    AdapterJob second = add("second", "{fromJob: {name: source}}");
    AdapterJob third = borrower("third", "second");
    backboneReady(source);
    Plan of = begin(second);
    namespace.remove("source");
    assertThat(reason(third)).as("the second has nothing yet").isEqualTo(Reason.WAITING_FOR_JOB);

    second.setStatus(
        AdapterJobStatus.builder()
            .specDigest(of.specDigest())
            .observedGeneration(1L)
            .conditions(List.of(backboneReady()))
            .build());

    Plan borrowed = begin(third);
    assertThat(borrowed.backbone()).isEqualTo(of.backbone());
    namespace.put("third", third);
    third.setStatus(second.getStatus().edit().specDigest(borrowed.specDigest()).build());
    namespace.remove("second");
    assertThat(begin(borrower("fourth", "third")).backbone()).isEqualTo(of.backbone());
  }

  private static Condition backboneReady() {
    return new Condition(
        Conditions.BACKBONE_READY, ConditionStatus.True, 1L, "", "BackboneReady", "");
  }

  /** The plan that a job begins with. */
  private Plan begin(AdapterJob job) {
    Plan plan = ((Resolution.Planned) plan(job)).plan();
    begun.put(job.getMetadata().getName(), plan);
    return plan;
  }

  @Test
  void whatCannotComeRightByItselfSaysSo() {
    AdapterJob first = borrower("first", "second");
    namespace.put("first", first);
    namespace.put("second", borrower("second", "first"));
    AdapterJob source =
        add(
            "short",
            "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9},"
                + " architecture: {gpt2: {maxTimesteps: 60}}}}\n  evaluation: {maxEpisodeSteps: 60}");
    backboneReady(source);

    assertThat(((Resolution.Unplanned) plan(first)).why().message())
        .contains("wait for each other");
    assertThat(reason(borrower("borrower", "short"))).isEqualTo(Reason.REFERENCE_UNFIT);
  }

  @Test
  void ownDemonstrationsNeedAVolumeAndADigest() {
    String pretrain = "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}}";
    String dataset = "\n  demonstrations: {dataset: {path: doors%s}}";
    String digest = ", digest: " + "a".repeat(64);

    assertThat(message(job("local", pretrain + dataset.formatted(digest))))
        .contains("spec.demonstrations.dataset.claimName: is needed in a cluster");
    assertThat(message(job("unpinned", pretrain + dataset.formatted(", claimName: c"))))
        .contains("spec.demonstrations.dataset.digest: is needed");
    assertThat(plan(job("fit", pretrain + dataset.formatted(", claimName: c" + digest))))
        .isInstanceOfSatisfying(
            Resolution.Planned.class,
            planned ->
                assertThat(
                        Objects.requireNonNull(planned.plan().backbone().dataset().files()).path())
                    .isEqualTo("/var/lib/graft/demonstrations/doors"));
  }

  @Test
  void aJobWaitsUntilTheTrackingServerTellsOfTheModel() {
    AdapterJob user = user("user");
    assertThat(message(user)).contains(CHAMPION, "is being asked");
    registry = new ModelView.Away("no answer");
    assertThat(reason(user)).isEqualTo(Reason.WAITING_FOR_TRACKING);
    assertThat(message(user)).contains("no answer");

    registry = new ModelView.Known(new ResolvedModel.Missing(CHAMPION, List.of("1", "@seed-0")));
    assertThat(reason(user)).isEqualTo(Reason.MODEL_MISSING);
    assertThat(message(user)).contains("use one of 1, @seed-0");

    registry = new ModelView.Known(version("3", 9));
    assertThat(plan(user))
        .isInstanceOfSatisfying(
            Resolution.Planned.class,
            planned -> {
              assertThat(planned.plan().backbone().from())
                  .isEqualTo(new JobOrigin("maker", "maker"));
              assertThat(planned.model()).isEqualTo(version("3", 9).pinned());
            });
  }

  @Test
  void aModelThatNobodyCanLookUpOrUseSaysWhatToDo() {
    AdapterJob user = user("user");
    registry = new ModelView.NotContacted("http://elsewhere:5000");
    assertThat(message(user)).contains("http://elsewhere:5000", "GRAFT_TRACKING_SERVERS");
    registry = new ModelView.NotConfigured();
    assertThat(reason(user)).isEqualTo(Reason.TRACKING_NOT_CONFIGURED);
    registry = new ModelView.Known(new ResolvedModel.Version(CHAMPION, "3", null));
    assertThat(reason(user)).isEqualTo(Reason.REFERENCE_UNFIT);
  }

  @Test
  void anAttemptKeepsItsModelWhenTheAliasMovesAndTheServerIsAway() {
    AdapterJob user = user("user");
    registry = new ModelView.Known(version("3", 9));
    Resolution first = pin(user);

    registry = new ModelView.Known(version("4", 10));
    assertThat(plan(user)).isEqualTo(first);
    registry = new ModelView.Away("no answer");
    assertThat(plan(user)).isEqualTo(first);
  }

  @Test
  void anotherAttemptLooksUpTheModelAnew() {
    AdapterJob user = user("user");
    registry = new ModelView.Known(version("3", 9));
    pin(user);
    AdapterJob changed =
        job("user", "{model: {uri: '" + CHAMPION + "'}}\n  evaluation: {episodes: 3}");
    changed.setStatus(user.getStatus());
    AdapterJob other = job("user", "{model: {uri: 'models:/doors/3'}}");
    other.setStatus(user.getStatus());

    registry = new ModelView.Asked();
    assertThat(reason(changed)).isEqualTo(Reason.WAITING_FOR_TRACKING);
    assertThat(reason(other)).isEqualTo(Reason.WAITING_FOR_TRACKING);
    registry = new ModelView.Known(version("4", 10));
    assertThat(plan(changed))
        .isInstanceOfSatisfying(
            Resolution.Planned.class,
            planned -> assertThat(planned.model()).isEqualTo(version("4", 10).pinned()));
  }

  @Test
  void aSourceIsPlannedWithWhatItHasPinned() {
    AdapterJob user = user("user");
    namespace.put("user", user);
    registry = new ModelView.Known(version("3", 9));
    AdapterJob borrower = borrower("borrower", "user");
    assertThat(reason(borrower)).isEqualTo(Reason.WAITING_FOR_JOB);

    pin(user);
    registry = new ModelView.Away("no answer");
    assertThat(message(borrower)).contains("its backbone is not ready yet");
  }

  @Test
  void nothingIsMadeBeforeTheModelIsPinned() {
    AdapterJob user = user("user");
    World world = new World();
    world.become(user);
    world.find(version("3", 9));

    assertThat(world.planned()).isEmpty();
    AdapterJobStatus pinned = world.pass();
    assertThat(pinned.model()).isEqualTo(version("3", 9).pinned());
    assertThat(world.names()).isEmpty();
    world.pass();
    assertThat(world.names()).isNotEmpty();
    AdapterJobStatus settled = world.pass();
    assertThat(world.planned()).isEmpty();
    assertThat(world.pass()).isEqualTo(settled);
  }

  @Test
  void jobThatTakesABackboneOverIsNotSaidToPretrainIt() {
    World world = new World();
    world.become(user("user"));
    world.find(version("3", 9));
    world.pass();

    AdapterJobStatus starting = world.pass();
    assertThat(message(starting)).isEqualTo("The pods that take over the backbone are starting.");
    world.runPod(Role.BACKBONE, 0);
    AdapterJobStatus borrowing = world.pass();
    assertThat(message(borrowing))
        .startsWith("The backbone of job maker is being taken over by Job user-backbone-");
    assertThat(borrowing.phase()).isEqualTo(Phase.Running);
    assertThat(Objects.requireNonNull(borrowing.progress()).summary()).isEqualTo("borrowing");
    world.conclude(Role.BACKBONE, "Failed");
    assertThat(message(world.pass())).startsWith("The backbone could not be taken over: as the");
  }

  private static String message(AdapterJobStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals("Ready"))
        .map(Condition::message)
        .findFirst()
        .orElseThrow();
  }

  /** The status that the operator reports of it. */
  private Resolution pin(AdapterJob job) {
    Resolution.Planned planned = (Resolution.Planned) plan(job);
    World world = new World();
    world.become(job);
    world.find(ResolvedModel.Version.of(Objects.requireNonNull(planned.model())));
    job.setStatus(world.pass());
    return planned;
  }

  private static AdapterJob user(String name) {
    return job(name, "{model: {uri: '" + CHAMPION + "'}}");
  }

  /** Of a backbone that was trained for some steps. */
  private static ResolvedModel.Version version(String number, int steps) {
    World world = new World();
    world.become(
        job("maker", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: " + steps + "}}}"));
    BackboneStage stage = world.plan().backbone().madeBy(new JobOrigin("maker", "maker"));
    return new ResolvedModel.Version(CHAMPION, number, stage.json());
  }

  private String message(AdapterJob job) {
    return ((Resolution.Unplanned) plan(job)).why().message();
  }

  @Test
  void aWaitingJobIsReconcilingAndNotStalled() {
    AdapterJob borrower = borrower("borrower", "source");
    AdapterJobStatus status =
        StatusFactory.unplanned(
            observed(borrower), ((Resolution.Unplanned) plan(borrower)).why(), World.START);

    assertThat(status.phase()).isEqualTo(Phase.Waiting);
    assertThat(Conditions.holds(status, Conditions.RECONCILING)).isTrue();
    assertThat(Conditions.holds(status, Conditions.STALLED)).isFalse();
  }

  private static ObservedState observed(AdapterJob job) {
    World world = new World();
    world.become(job);
    return world.observed();
  }

  /** As the operator reports it. */
  private static void backboneReady(AdapterJob job) {
    World world = new World();
    world.become(job);
    world.pass();
    world.conclude(Role.BACKBONE, "Complete");
    job.setStatus(world.pass());
  }

  private Reason reason(AdapterJob job) {
    return ((Resolution.Unplanned) plan(job)).why().reason();
  }

  private Resolution plan(AdapterJob job) {
    return new Sources(
            name -> Optional.ofNullable(namespace.get(name)),
            asking -> registry,
            asking -> Optional.ofNullable(begun.get(asking.getMetadata().getName())))
        .plan(job);
  }

  private AdapterJob add(String name, String backbone) {
    AdapterJob job = job(name, backbone);
    namespace.put(name, job);
    return job;
  }

  private static AdapterJob borrower(String name, String source) {
    return job(name, "{fromJob: {name: " + source + "}}");
  }

  private static AdapterJob job(String name, String backbone) {
    return job(name, backbone, ADAPTER);
  }

  private static AdapterJob job(String name, String backbone, String adapter) {
    String yaml =
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: %s}
        spec:
          backbone: %s
        """
                .formatted(name, backbone)
            + adapter;
    if (new ManifestReader().read(yaml) instanceof Reading.Accepted(var jobs)) {
      AdapterJob job = jobs.getFirst();
      job.getMetadata().setNamespace("robots");
      job.getMetadata().setUid("uid-of-" + name);
      return job;
    }
    throw new AssertionError(yaml + " is refused");
  }
}
