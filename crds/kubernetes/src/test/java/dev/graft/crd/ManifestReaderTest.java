package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
  private static final ManifestReader READER = new ManifestReader();

  @Test
  void violationNamesFieldValueRemedyAndLine() {
    String yaml = Manifests.MINIMAL.replace("houlsby: {}", "houlsby: {bottleneck: 0}");

    assertThat(Manifests.refused(READER.read(yaml)))
        .containsExactly(
            new Violation(
                "spec.adapter.method.houlsby.bottleneck",
                "0",
                "0 is out of range; use a whole number from 1 to 8192",
                10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec.adapter.tasks.names=[door-lok-v3] | spec.adapter.tasks.names[0]: \"door-lok-v3\" is not known; did you mean door-lock-v3?",
        "spec.adapter.method={houlsby: {rank: 8}} | spec.adapter.method.houlsby.rank: is not a field here; the fields are bottleneck, dropLowest",
        "spec.adapter.method={houlsby: {bottlneck: 8}} | spec.adapter.method.houlsby.bottlneck: is not a field here; did you mean bottleneck?",
        "spec.adapter.method.actionHead={} | spec.adapter.method: has several methods; keep one of them",
        "spec.adapter.training.epochs=1 | spec.adapter.training: has both epochs and steps; keep one of them",
        "spec.adapter.training.steps= | spec.adapter.training: has neither epochs nor steps; give one of them",
        "spec.adapter.training.warmupSteps=101 | spec.adapter.training.warmupSteps: 101 is more than the steps of the training; use at most as many",
        "spec.adapter.training.learningRate=tiny | spec.adapter.training.learningRate: \"tiny\" is not a number; use a number above 0 and at most 1",
        "spec.adapter.training.schedule=cosine | spec.adapter.training.schedule: \"cosine\" is not known; did you mean Cosine?",
        "spec.adapter.seeds=[1, 1] | spec.adapter.seeds[1]: 1 is listed twice; remove one of them",
        "spec.adapter.trainHead=maybe | spec.adapter.trainHead: \"maybe\" is not true or false; use one of them",
        "spec.backbone.pretrain.architecture.gpt2.heads=5 | spec.backbone.pretrain.architecture.gpt2.heads: 5 does not divide embeddingDim; use a divisor of it",
        "spec.backbone.pretrain.architecture.gpt2.dropout=1 | spec.backbone.pretrain.architecture.gpt2.dropout: 1 is out of range; use a number from 0 to below 1",
        "spec.backbone.pretrain.tasks.names=[] | spec.backbone.pretrain.tasks.names: has 0 items; use 1 to 200",
        "spec.adapter.tasks={split: ML45-tset} | spec.adapter.tasks.split: \"ML45-tset\" is not known; did you mean ML45-test?",
        "spec.adapter.tasks={split: MT1} | spec.adapter.tasks.split: \"MT1\" is not known; use one of ML10-test, ML10-train, ML45-test, ML45-train, MT10, MT50. MT1 and ML1 are benchmarks of one task: write names: [that task] instead; their goals are evaluation.goals: MT1, ML1-train or ML1-test",
        "spec.adapter.tasks={split: ML1} | spec.adapter.tasks.split: \"ML1\" is not known; use one of ML10-test, ML10-train, ML45-test, ML45-train, MT10, MT50. MT1 and ML1 are benchmarks of one task: write names: [that task] instead; their goals are evaluation.goals: MT1, ML1-train or ML1-test",
        "spec.suite=Atari | spec.suite: \"Atari\" is not known; use MetaWorld",
        "metadata.name=My_Job | metadata.name: \"My_Job\" does not fit; expected: At most 40 lower-case letters, digits and '-', a letter first.",
        "spec.tracking.uri=file:/x | spec.tracking.uri: \"file:/x\" does not fit; expected: Address of the MLflow server, such as http://mlflow:5000; absent: the default server.",
      })
  void refusalReadsAsOneSentence(String setting, String message) {
    assertThat(Manifests.refused(READER.read(Manifests.MINIMAL, List.of(setting))))
        .extracting(Violation::toString)
        .containsExactly(message);
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    var settings =
        List.of(
            "spec.adapter.training.warmupSteps=101",
            "spec.evaluation.episodes=0",
            "spec.backbone.pretrain.tasks.names=[nowhere]");

    assertThat(Manifests.refused(READER.read(Manifests.MINIMAL, settings)))
        .extracting(Violation::path)
        .containsExactlyInAnyOrder(
            "spec.adapter.training.warmupSteps",
            "spec.evaluation.episodes",
            "spec.backbone.pretrain.tasks.names[0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec.adaptor.seeds=1 | there is no field spec.adaptor; did you mean adapter?",
        "seeds=1 | there is no field seeds to set; write spec.<field> or metadata.name",
        "status.phase=Failed | there is no field status to set; write spec.<field> or metadata.name",
        "spec.adapter.seeds.0=1 | there is no field spec.adapter.seeds.0; lists and plain values are set as a whole: write spec.adapter.seeds=VALUE",
        "spec.adapter.seeds[0]=1 | there is no field spec.adapter.seeds[0]; lists are set as a whole: write spec.adapter.seeds=[...]",
        "spec.adapter.seeds | 'spec.adapter.seeds' is not a setting; write path=value",
      })
  void settingOfAnUnknownFieldIsRefused(String setting, String message) {
    assertThat(Manifests.refused(READER.read(Manifests.MINIMAL, List.of(setting))))
        .containsExactly(new Violation("--set " + setting, null, message, 0));
  }

  @Test
  void settingThatIsNoYamlIsRefused() {
    assertThat(Manifests.refused(READER.read(Manifests.MINIMAL, List.of("spec.suite=[1"))))
        .singleElement()
        .extracting(Violation::message)
        .asString()
        .startsWith("'[1' is not valid YAML");
  }

  @Test
  void settingMakesTheObjectsAroundIt() {
    var job =
        Manifests.accepted(
            READER.read(Manifests.MINIMAL, List.of("spec.trainer.runs.parallelism=7")));

    assertThat(job.getSpec().trainer().runs().parallelism()).isEqualTo(7);
  }

  @Test
  void laterSettingsWin() {
    var settings = List.of("metadata.name=first", "metadata.name=second");

    assertThat(Manifests.accepted(READER.read(Manifests.MINIMAL, settings)).getMetadata().getName())
        .isEqualTo("second");
  }

  @Test
  void everyDocumentIsAJob() {
    String yaml = Manifests.MINIMAL + "---\n" + Manifests.MINIMAL.replace("minimal", "other");

    assertThat(READER.read(yaml))
        .isInstanceOfSatisfying(
            Reading.Accepted.class,
            accepted ->
                assertThat(accepted.jobs())
                    .extracting(job -> job.getMetadata().getName())
                    .containsExactly("minimal", "other"));
  }

  @Test
  void oneWrongDocumentRefusesTheFile() {
    String yaml = Manifests.MINIMAL + "---\n" + Manifests.MINIMAL.replace("door-open", "door-opn");

    assertThat(Manifests.refused(READER.read(yaml)))
        .singleElement()
        .satisfies(violation -> assertThat(violation.line()).isEqualTo(20));
  }

  @Test
  void anotherKindIsRefusedForThatAlone() {
    assertThat(Manifests.refused(READER.read("{apiVersion: batch/v1, kind: Job, spec: {}}")))
        .extracting(Violation::toString)
        .containsExactly(
            "apiVersion: \"batch/v1\" is not known; use graft.dev/v1alpha1",
            "kind: \"Job\" is not known; use AdapterJob");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty; it needs an AdapterJob",
        "'# nothing' | is empty; it needs an AdapterJob",
        "'[1, 2]' | is not an object; it needs apiVersion and kind",
        "'a: 1\n\na: 2' | names 'a' twice; keep one of them",
      })
  void textThatIsNoManifestIsRefused(String text, String message) {
    assertThat(Manifests.refused(READER.read(text)))
        .extracting(Violation::message)
        .containsExactly(message);
  }

  @Test
  void statusInAManifestIsIgnored() {
    assertThat(Manifests.accepted(READER.read(Manifests.MINIMAL + "status: {phase: Failed}\n")))
        .extracting(AdapterJob::getStatus)
        .isNull();
  }

  @Test
  void metadataIsKept() {
    String yaml =
        Manifests.MINIMAL.replace(
            "{name: minimal}", "{name: minimal, namespace: lab, labels: {team: a}}");

    var metadata = Manifests.accepted(READER.read(yaml)).getMetadata();

    assertThat(metadata.getNamespace()).isEqualTo("lab");
    assertThat(metadata.getLabels()).containsEntry("team", "a");
  }

  @Test
  void missingNameIsRefused() {
    assertThat(Manifests.refused(READER.read(Manifests.MINIMAL.replace("{name: minimal}", "{}"))))
        .extracting(Violation::path)
        .containsExactly("metadata.name");
  }

  @Test
  void missingMetadataIsRefused() {
    assertThat(
            Manifests.refused(
                READER.read(Manifests.MINIMAL.replace("metadata: {name: minimal}\n", ""))))
        .extracting(Violation::path)
        .containsExactly("metadata");
  }
}
