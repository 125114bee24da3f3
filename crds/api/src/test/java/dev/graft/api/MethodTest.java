package dev.graft.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MethodTest {
  /** The paper's policy: 39 numbers in a state, 4 in an action. */
  private static final PolicySize PAPER = PolicySize.of(new Gpt2(4, 4, 768, 50, 500, 0.1), 39, 4);

  /** One of each, in the order of the table. */
  static Stream<MethodParameters> all() {
    return Stream.of(
        new MethodParameters.Houlsby(16, 0),
        new MethodParameters.Pfeiffer(16, 0),
        new MethodParameters.Parallel(16, 4, 0),
        new MethodParameters.Lora(8, 16, 0, List.of(Projection.Q_PROJ, Projection.V_PROJ)),
        new MethodParameters.Ia3(),
        new MethodParameters.Compacter(24, 4, 0),
        new MethodParameters.Fusion(List.of(source("door-open-v3"), source("drawer-open-v3"))),
        new MethodParameters.BitFit(),
        new MethodParameters.ActionHead(),
        new MethodParameters.FullFineTune(),
        new MethodParameters.Trained(new JobReference("doors")),
        new MethodParameters.ZeroShot());
  }

  private static AdapterReference source(String task) {
    return new AdapterReference(new JobReference("doors"), task, null);
  }

  @Test
  void aMethodHasAMemberForEachRowOfTheTable() {
    assertThat(MethodKind.all().map(MethodKind::member))
        .containsExactlyElementsOf(
            Arrays.stream(Method.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    assertThat(all().map(MethodParameters::kind)).containsExactly(MethodKind.values());
  }

  @ParameterizedTest
  @MethodSource("all")
  void isNamedAfterTheOneMemberGiven(MethodParameters parameters) {
    Method method = Method.of(parameters);

    assertThat(method.given()).isEqualTo(parameters);
    assertThat(method.memberName()).isEqualTo(parameters.kind().member());
    assertThat(method.title()).isEqualTo(parameters.title());
  }

  @Test
  void hasToHaveAMember() {
    Method none =
        new Method(null, null, null, null, null, null, null, null, null, null, null, null);

    assertThatThrownBy(none::given).hasMessageContaining("give one");
  }

  @Test
  void titlesTellMethodsOfDifferentParametersApart() {
    assertThat(
            Stream.of(
                    new MethodParameters.Houlsby(8, 0),
                    new MethodParameters.Houlsby(16, 0),
                    new MethodParameters.Houlsby(16, 2),
                    new MethodParameters.Parallel(16, 4, 0),
                    new MethodParameters.Parallel(16, 1, 1),
                    new MethodParameters.Compacter(24, 4, 0),
                    new MethodParameters.Compacter(24, 2, 0),
                    new MethodParameters.Lora(
                        8, 16, 0, List.of(Projection.V_PROJ, Projection.Q_PROJ)),
                    new MethodParameters.Lora(8, 8, .1, List.of(Projection.UP_PROJ)),
                    new MethodParameters.Lora(4, 16, 0, List.of(Projection.values())),
                    new MethodParameters.ZeroShot())
                .map(MethodParameters::title))
        .containsExactly(
            "Houlsby 8",
            "Houlsby 16",
            "Houlsby 16, lowest 2 dropped",
            "Parallel 16",
            "Parallel 16, lowest 1 dropped, scale 1.0",
            "Compacter 24",
            "Compacter 24, n 2",
            "LoRA 8",
            "LoRA 8, alpha 8.0, dropout 0.1 on up_proj",
            "LoRA 4 on all layers",
            "Zero-shot");
  }

  @Test
  void theOrderOfTargetsDoesNotCount() {
    assertThat(new MethodParameters.Lora(8, 16, 0, List.of(Projection.V_PROJ, Projection.Q_PROJ)))
        .isEqualTo(
            new MethodParameters.Lora(8, 16, 0, List.of(Projection.Q_PROJ, Projection.V_PROJ)));
  }

  /** Counts that the papers and hand calculation give for 4 blocks, 768 wide. */
  @ParameterizedTest
  @CsvSource({
    "houlsby, 32, 0, 399616",
    "houlsby, 40, 0, 497984",
    "houlsby, 32, 2, 199808",
    "pfeiffer, 48, 0, 298176",
    "parallel, 48, 3, 74544",
    "compacter, 24, 0, 19072"
  })
  void bottlenecksCountAsPublished(String member, int bottleneck, int dropLowest, long expected) {
    MethodParameters parameters =
        switch (member) {
          case "houlsby" -> new MethodParameters.Houlsby(bottleneck, dropLowest);
          case "pfeiffer" -> new MethodParameters.Pfeiffer(bottleneck, dropLowest);
          case "parallel" -> new MethodParameters.Parallel(bottleneck, 4, dropLowest);
          default -> new MethodParameters.Compacter(bottleneck, 4, dropLowest);
        };

    assertThat(parameters.count(PAPER)).isEqualTo(expected);
  }

  @Test
  void othersCountAsPublished() {
    List<Projection> queriesAndValues = List.of(Projection.Q_PROJ, Projection.V_PROJ);

    assertThat(new MethodParameters.Lora(8, 16, 0, queriesAndValues).count(PAPER))
        .isEqualTo(98_304);
    assertThat(new MethodParameters.Ia3().count(PAPER)).isEqualTo(18_432);
    assertThat(new MethodParameters.BitFit().count(PAPER)).isEqualTo(36_868);
    assertThat(new MethodParameters.ActionHead().count(PAPER)).isEqualTo(3_076);
    assertThat(new MethodParameters.FullFineTune().count(PAPER)).isEqualTo(28_776_196);
    assertThat(new MethodParameters.ZeroShot().count(PAPER)).isZero();
  }
}
