package dev.graft.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.graft.api.MetaWorldSplit;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans the manifests of the golden folders. A change of a digest throws away what people have
 * cached: bump the version in {@link Planner} and refresh the folders with {@code
 * -Dgraft.golden=write} only when it is meant.
 */
class PlannerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/graft/plan/PlannerTest");
  private static final ManifestReader READER = new ManifestReader();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  static List<Named<Path>> goldenFolders() throws IOException {
    try (var folders = Files.list(GOLDEN)) {
      return folders
          .sorted()
          .map(folder -> Named.of(folder.getFileName().toString(), folder))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenFolders")
  void planIsTheGoldenOne(Path folder) throws IOException {
    String plan = YAML.writeValueAsString(plan(folder, List.of()));
    Path golden = folder.resolve("out-plan.yaml");
    if ("write".equals(System.getProperty("graft.golden"))) {
      Files.writeString(golden, plan);
    }

    assertThat(plan).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("goldenFolders")
  void planSurvivesJson(Path folder) throws IOException {
    Plan plan = plan(folder, List.of());
    var mapper = new ObjectMapper();

    assertThat(mapper.readValue(mapper.writeValueAsString(plan), Plan.class)).isEqualTo(plan);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata.name=other",
        "spec.tracking.experiment=other",
        "spec.tracking.uri=http://other:5000",
        "spec.simulation.replicas=7",
        "spec.simulation.environmentsPerReplica=3",
        "spec.simulation.resources.limits={cpu: 4}",
        "spec.trainer.threads=16",
        "spec.trainer.pod={affinity: {nodeAffinity: {}}}",
        "spec.queueName=team-a",
        "spec.trainer.backbone.resources.limits={cpu: 4}",
        "spec.trainer.runs.parallelism=9",
        "spec.trainer.runs.resources.requests={memory: 1Gi}",
        "spec.adapter.training.learningRate=0.00010",
        "spec.adapter.training.learningRate=1e-4",
        "spec.backbone.pretrain.tasks.names=[reach-v3, door-open-v3]",
        "spec.demonstrations.scripted.goals=Graft",
        "spec.evaluation.goals=Graft",
        "spec.adapter.training.loss=MSE",
        "spec.backbone.pretrain.training.loss=MSE",
        "spec.adapter.method={houlsby: {bottleneck: 32, dropLowest: 0}}",
      })
  void whatDoesNotDetermineAResultLeavesTheDigests(String setting) {
    Plan plan = twoRuns(List.of());
    Plan changed = twoRuns(List.of(setting));

    assertThat(changed.specDigest()).isEqualTo(plan.specDigest());
    assertThat(changed.backbone().digest()).isEqualTo(plan.backbone().digest());
    assertThat(changed.runs())
        .extracting(AdapterRun::digest)
        .isEqualTo(plan.runs().stream().map(AdapterRun::digest).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.backbone.pretrain.seed=1",
        "spec.backbone.pretrain.architecture.gpt2.layers=2",
        "spec.backbone.pretrain.training.epochs=3",
        "spec.backbone.pretrain.training.precision=BF16",
        "spec.backbone.pretrain.training.loss=GaussianNLL",
        "spec.backbone.pretrain.training.microBatchSize=16",
        "spec.backbone.pretrain.tasks.names=[door-open-v3]",
        "spec.demonstrations.scripted.perTask=11",
        "spec.demonstrations.scripted.seed=1",
        "spec.demonstrations.scripted.goals=MT1",
        "spec.observation.state.pretrainGoal=Visible",
      })
  void whatDeterminesTheBackboneChangesAllDigests(String setting) {
    Plan plan = twoRuns(List.of());
    Plan changed = twoRuns(List.of(setting));

    assertThat(changed.specDigest()).isNotEqualTo(plan.specDigest());
    assertThat(changed.backbone().digest()).isNotEqualTo(plan.backbone().digest());
    assertThat(changed.runs().getFirst().digest()).isNotEqualTo(plan.runs().getFirst().digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.adapter.method={houlsby: {bottleneck: 8}}",
        "spec.adapter.method={houlsby: {dropLowest: 1}}",
        "spec.adapter.method={actionHead: {}}",
        "spec.adapter.method={lora: {}}",
        "spec.adapter.training.loss=GaussianNLL",
        "spec.adapter.training.microBatchSize=16",
        "spec.adapter.trainHead=true",
        "spec.adapter.training.steps=101",
        "spec.adapter.training.actionHistoryDropout=0.5",
        "spec.adapter.seeds=[5, 6]",
        "spec.evaluation.episodes=11",
        "spec.evaluation.seed=1",
        "spec.evaluation.goals=ML1-test",
        "spec.evaluation.stopAtSuccess=true",
        "spec.evaluation.validationEpisodes=7",
        "spec.observation.state.adaptGoal=Masked",
      })
  void whatDeterminesTheRunsLeavesTheBackbone(String setting) {
    Plan plan = twoRuns(List.of());
    Plan changed = twoRuns(List.of(setting));

    assertThat(changed.specDigest()).isNotEqualTo(plan.specDigest());
    assertThat(changed.backbone().digest()).isEqualTo(plan.backbone().digest());
    assertThat(changed.runs().getFirst().digest()).isNotEqualTo(plan.runs().getFirst().digest());
  }

  @Test
  void anotherSeedLeavesTheRunsThatWereThere() {
    Plan plan = twoRuns(List.of());
    Plan more = twoRuns(List.of("spec.adapter.seeds=[0, 1, 2]"));

    assertThat(more.runs()).startsWith(plan.runs().toArray(AdapterRun[]::new));
    assertThat(more.specDigest()).isNotEqualTo(plan.specDigest());
  }

  @Test
  void runsOfOneTaskShareTheirDemonstrations() {
    Plan plan = twoRuns(List.of());

    assertThat(plan.runs())
        .extracting(run -> run.dataset().digest())
        .hasSize(2)
        .containsOnly(plan.runs().getFirst().dataset().digest());
  }

  @ParameterizedTest
  @EnumSource
  void aSplitIsPlannedAsItsNamesWrittenOut(MetaWorldSplit split) {
    var names = Map.of("names", split.tasks());

    assertThat(onTasks("{split: " + split.label() + "}")).isEqualTo(onTasks(json(names)));
  }

  @Test
  void aJobWithAnothersBackbonePlansTheSameRunsAsOneThatPretrainsIt() {
    Plan source = twoRuns(List.of());
    Plan borrowed = onBackboneOf("source", List.of(), Map.of("source", source));

    assertThat(borrowed.specDigest()).isEqualTo(source.specDigest());
    assertThat(borrowed.backbone())
        .usingRecursiveComparison()
        .ignoringFields("from")
        .isEqualTo(source.backbone());
    assertThat(borrowed.backbone().from()).isEqualTo(new JobOrigin("source", "two-runs"));
    assertThat(borrowed.runs()).isEqualTo(source.runs());
  }

  @Test
  void aBorrowedBackboneIsBorrowedFromWhoPretrainedIt() {
    Plan borrower = onBackboneOf("source", List.of(), Map.of("source", twoRuns(List.of())));

    assertThat(onBackboneOf("borrower", List.of(), Map.of("borrower", borrower)).backbone().from())
        .isEqualTo(new JobOrigin("source", "two-runs"));
  }

  @Test
  void aRegisteredBackboneIsPlannedAsThatOfTheJobThatMadeIt() {
    Plan source = twoRuns(List.of());

    Plan plan = onModel("models:/doors@champion", version(stageOf(source).json()));

    assertThat(plan.backbone()).isEqualTo(stageOf(source));
    assertThat(plan).isEqualTo(onBackboneOf("two-runs", List.of(), Map.of("two-runs", source)));
  }

  @Test
  void theThreadsOfARegisteredBackboneAreThoseOfTheJobThatTakesIt() {
    String stage = stageOf(twoRuns(List.of("spec.trainer.threads=7"))).json();

    assertThat(onModel("models:/doors@champion", version(stage)).backbone())
        .isEqualTo(stageOf(twoRuns(List.of())));
  }

  @Test
  void aModelThatIsNotThereIsRefusedWithWhatIsThere() {
    String alias = "models:/doors@champion";
    String number = "models:/doors/7";

    assertThatThrownBy(() -> onModel(alias, new ResolvedModel.Missing(alias, List.of())))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith(
            "spec.backbone.model.uri: 'models:/doors@champion' is of no registered model")
        .hasMessageContaining("registerAs: doors");
    assertThatThrownBy(
            () -> onModel(alias, new ResolvedModel.Missing(alias, List.of("1", "@seed-0"))))
        .hasMessageContaining("has no alias 'champion'; use one of 1, @seed-0");
    assertThatThrownBy(() -> onModel(number, new ResolvedModel.Missing(number, List.of("1"))))
        .hasMessageContaining("has no version '7'; use one of 1");
    assertThatThrownBy(() -> onModel(alias, null)).hasMessageContaining("was not looked up");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "null",
        "a page of HTML",
        "{}",
        "{\"digest\": \"../../elsewhere\"}",
        "{\"digest\": \"d\", \"later\": 1}",
      })
  void aVersionThatDoesNotSayHowItWasMadeIsRefused(@Nullable String stage) {
    assertThatThrownBy(() -> onModel("models:/doors@champion", version(stage)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("'models:/doors@champion' is version 3, which does not say");
  }

  @Test
  void aStageThatIsNobodysOrNamesAFolderIsRefused() {
    BackboneStage own = twoRuns(List.of()).backbone();
    String elsewhere = stageOf(twoRuns(List.of())).json().replace(own.digest(), "../elsewhere");

    for (String stage : List.of(own.json(), elsewhere)) {
      assertThatThrownBy(() -> onModel("models:/doors@champion", version(stage)))
          .hasMessageContaining("does not say how its backbone was made");
    }
  }

  @Test
  void aStageOfAllTasksFitsIntoTheStatusAndATag() {
    Plan all =
        twoRuns(
            List.of(
                "spec.backbone.pretrain.tasks=" + json(Map.of("names", everyTask())),
                "metadata.name=" + "n".repeat(40)));

    assertThat(stageOf(all).json().length()).isLessThan(4_500); // of MLflow before 2.18: 5,000
  }

  private static List<String> everyTask() {
    return Stream.of(MetaWorldSplit.values())
        .flatMap(split -> split.tasks().stream())
        .distinct()
        .toList();
  }

  private static BackboneStage stageOf(Plan plan) {
    return plan.backbone().madeBy(new JobOrigin(plan.job(), plan.experiment()));
  }

  private static ResolvedModel version(@Nullable String stage) {
    return new ResolvedModel.Version("models:/doors@champion", "3", stage);
  }

  private static Plan onModel(String uri, @Nullable ResolvedModel found) {
    return onBackbone(
        "model: {uri: '%s'}".formatted(uri), List.of(), new ResolvedInputs(Map.of(), found, null));
  }

  @Test
  void whatABorrowedBackboneCannotDoIsRefusedAsTheSchemaRefusesIt() {
    Map<String, Plan> jobs =
        Map.of(
            "source",
            twoRuns(
                List.of(
                    "spec.backbone.pretrain.architecture.gpt2={embeddingDim: 32, maxTimesteps: 60}",
                    "spec.evaluation.maxEpisodeSteps=60")));

    assertThatThrownBy(() -> onBackboneOf("elsewhere", List.of(), jobs))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "spec.backbone.fromJob.name: 'elsewhere' is no AdapterJob that has finished; run it first");
    assertThatThrownBy(() -> onBackboneOf("source", List.of(), jobs))
        .hasMessage(
            "spec.evaluation.maxEpisodeSteps: 500 is too much for the backbone of 'source'; use at"
                + " most its maxTimesteps, 60");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{houlsby: {bottleneck: 33}}",
        "{pfeiffer: {bottleneck: 33}}",
        "{pfeiffer: {bottleneck: 8, dropLowest: 2}}",
        "{parallel: {bottleneck: 33}}",
        "{compacter: {bottleneck: 8, hypercomplexDivisions: 8, dropLowest: 2}}",
        "{lora: {rank: 33}}",
        "{compacter: {bottleneck: 12, hypercomplexDivisions: 3}}",
      })
  void aMethodThatDoesNotFitIsRefusedForTheSameFieldOnABorrowedBackboneAsOnAnOwn(String method) {
    List<String> small =
        List.of("spec.backbone.pretrain.architecture.gpt2={embeddingDim: 32, layers: 2}");
    List<String> wrong = List.of("spec.adapter.method=" + method);
    Map<String, Plan> jobs =
        Map.of("source", twoRuns(append(small, List.of("spec.adapter.method={actionHead: {}}"))));
    String field = refusedField(reading(append(small, wrong)));

    assertThatThrownBy(() -> onBackboneOf("source", wrong, jobs))
        .isInstanceOf(PlanException.class)
        .extracting(refusal -> ((PlanException) refusal).field())
        .isEqualTo(field);
  }

  private static List<String> append(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static String refusedField(Reading reading) {
    if (reading instanceof Reading.Refused(var violations)) {
      return violations.getFirst().path();
    }
    throw new AssertionError("accepted");
  }

  private static Plan onBackboneOf(String name, List<String> settings, Map<String, Plan> jobs) {
    return onBackbone("fromJob: {name: %s}".formatted(name), settings, new ResolvedInputs(jobs));
  }

  private static Plan onBackbone(String backbone, List<String> settings, ResolvedInputs inputs) {
    String yaml =
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: borrower}
        spec:
          backbone:
            %s
          adapter:
            method: {houlsby: {}}
            tasks: {names: [door-lock-v3]}
            seeds: [0, 1]
            training: {steps: 100}
        """
            .formatted(backbone);
    return Plans.of(READER.read(yaml, settings), inputs);
  }

  private static Plan onTasks(String tasks) {
    return twoRuns(List.of("spec.backbone.pretrain.tasks=" + tasks, "spec.adapter.tasks=" + tasks));
  }

  private static String json(Object value) {
    return new ObjectMapper().valueToTree(value).toString();
  }

  private static Plan twoRuns(List<String> settings) {
    return plan(reading(settings));
  }

  private static Reading reading(List<String> settings) {
    String yaml =
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: two-runs}
        spec:
          backbone:
            pretrain:
              tasks: {names: [door-open-v3, reach-v3]}
              training: {epochs: 2}
          adapter:
            method: {houlsby: {}}
            tasks: {names: [door-lock-v3]}
            seeds: [0, 1]
            training: {steps: 100}
        """;
    return READER.read(yaml, settings);
  }

  private static Plan plan(Path folder, List<String> settings) throws IOException {
    return plan(READER.read(Files.readString(folder.resolve("in-adapterjob.yaml")), settings));
  }

  private static Plan plan(Reading reading) {
    return Plans.of(reading, ResolvedInputs.NONE);
  }
}
