package dev.graft.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans of jobs that use the adapters of other jobs. */
class AdaptersTest {
  private static final ManifestReader READER = new ManifestReader();

  @Test
  void aFusionNamesTheRunsOfItsSources() {
    AdapterRun run = fusion(List.of(), sources("doors", List.of())).runs().getFirst();

    assertThat(run.trains()).isTrue();
    assertThat(run.fused())
        .extracting(AdapterSource::name)
        .containsExactly("doors/door-open-v3-seed-3", "doors/drawer-open-v3-seed-5");
    assertThat(run.fused())
        .extracting(AdapterSource::digest)
        .doesNotHaveDuplicates()
        .isSubsetOf(sources("doors", List.of()).runs().stream().map(AdapterRun::digest).toList());
  }

  @Test
  void aFusionIsAnotherWhenItsSourcesAre() {
    Plan fusion = fusion(List.of(), sources("doors", List.of()));
    Plan wider =
        fusion(
            List.of(), sources("doors", List.of("spec.adapter.method.pfeiffer={bottleneck: 4}")));

    assertThat(wider.specDigest()).isNotEqualTo(fusion.specDigest());
    assertThat(fusion(List.of(), sources("doors", List.of("spec.trainer.threads=1"))).specDigest())
        .isEqualTo(fusion.specDigest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method={houlsby: {}} | sources[0] | doors/door-open-v3-seed-3 is of method Houlsby 32; fusion needs pfeiffer",
        "method={pfeiffer: {dropLowest: 1}} | sources[0] | lowest 1 dropped; fusion needs pfeiffer in all blocks",
        "trainHead=true | sources[0] | Pfeiffer 48 with trainHead; fusion needs pfeiffer",
        "tasks.names=[door-open-v3] | sources[1] | 'doors' has no run drawer-open-v3-seed-5; it has: door-open-v3-seed-3, door-open-v3-seed-5",
      })
  void whatCannotBeFusedIsRefused(String setting, String field, String message) {
    Plan sources = sources("doors", List.of("spec.adapter." + setting));

    assertThatThrownBy(() -> fusion(List.of(), sources))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("spec.adapter.method.fusion." + field + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void oneAdapterIsFusedOnce() {
    String twice =
        "spec.adapter.method.fusion.sources=[{job: {name: doors}, task: door-open-v3}, {job: {name: doors}, task: door-open-v3, seed: 3}]";

    assertThatThrownBy(() -> fusion(List.of(twice), sources("doors", List.of())))
        .hasMessage(
            "spec.adapter.method.fusion.sources[1]: is doors/door-open-v3-seed-3, as another one is; give each once");
  }

  @Test
  void adaptersOfAnotherBackboneAreRefused() {
    Plan sources = sources("doors", List.of("spec.backbone.pretrain.seed=1"));

    assertThatThrownBy(() -> plan(FUSION, List.of(), Map.of("base", base(), "doors", sources)))
        .hasMessage(
            "spec.adapter.method.fusion.sources[0].job.name: the adapters of 'doors' are on another"
                + " backbone; use it too, by spec.backbone.fromJob: {name: doors}");
  }

  @Test
  void whatIsEvaluatedAgainIsAsItWasTrained() {
    Plan source = sources("doors", List.of());
    Plan again = trained(List.of(), source);

    assertThat(again.runs())
        .extracting(AdapterRun::method)
        .containsOnly(source.runs().getFirst().method());
    assertThat(again.runs()).noneMatch(AdapterRun::trains);
    assertThat(again.runs())
        .extracting(run -> Objects.requireNonNull(run.trained()).digest())
        .containsExactlyElementsOf(
            source.runs().stream().map(AdapterRun::digest).toList().subList(0, 2));
    assertThat(again.adapterSources()).hasSize(2);
  }

  @Test
  void whatIsEvaluatedTwiceIsFoundWhereItWasTrained() {
    Plan source = sources("doors", List.of());
    Plan again = trained(List.of(), source);
    Plan third =
        plan(TRAINED.replace("doors", "again"), List.of(), Map.of("base", base(), "again", again));

    assertThat(third.adapterSources()).isEqualTo(again.adapterSources());
    assertThat(third.specDigest()).isEqualTo(again.specDigest());
  }

  @Test
  void moreEpisodesAreAnotherResult() {
    Plan source = sources("doors", List.of());

    assertThat(trained(List.of("spec.evaluation.episodes=99"), source).specDigest())
        .isNotEqualTo(trained(List.of(), source).specDigest());
    assertThat(trained(List.of(), source).specDigest()).isNotEqualTo(source.specDigest());
  }

  @Test
  void whatWasNotTrainedIsNotEvaluatedAgain() {
    assertThatThrownBy(
            () -> trained(List.of("spec.adapter.seeds=[4]"), sources("doors", List.of())))
        .hasMessageStartingWith(
            "spec.adapter.method.trained.job.name: 'doors' has no run door-open-v3-seed-4; it has: ");
    Plan zeroShot =
        sources("doors", List.of("spec.adapter.method={zeroShot: {}}", "spec.adapter.training={}"));
    assertThatThrownBy(() -> trained(List.of(), zeroShot))
        .hasMessage(
            "spec.adapter.method.trained.job.name: 'doors' trains nothing (zeroShot); name a job that does");
  }

  private static final String FUSION =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: fusion}
      spec:
        backbone:
          fromJob: {name: base}
        adapter:
          method:
            fusion:
              sources:
                - {job: {name: doors}, task: door-open-v3}
                - {job: {name: doors}, task: drawer-open-v3, seed: 5}
          tasks: {names: [door-lock-v3]}
          training: {steps: 100}
      """;

  private static final String TRAINED =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: again}
      spec:
        backbone:
          fromJob: {name: base}
        adapter:
          method: {trained: {job: {name: doors}}}
          tasks: {names: [door-open-v3]}
          seeds: [3, 5]
      """;

  private static Plan fusion(List<String> settings, Plan sources) {
    return plan(FUSION, settings, Map.of("base", sources, "doors", sources));
  }

  private static Plan trained(List<String> settings, Plan sources) {
    return plan(TRAINED, settings, Map.of("base", sources, "doors", sources));
  }

  private static Plan base() {
    return sources("base", List.of());
  }

  private static Plan sources(String name, List<String> settings) {
    String yaml =
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: %s}
        spec:
          backbone:
            pretrain:
              tasks: {names: [door-open-v3, reach-v3]}
              training: {epochs: 2}
          adapter:
            method: {pfeiffer: {}}
            tasks: {names: [door-open-v3, drawer-open-v3]}
            seeds: [3, 5]
            training: {steps: 100}
        """
            .formatted(name);
    return plan(yaml, settings, Map.of());
  }

  private static Plan plan(String yaml, List<String> settings, Map<String, Plan> jobs) {
    Reading reading = READER.read(yaml, settings);
    return Plans.of(reading, new ResolvedInputs(jobs));
  }
}
