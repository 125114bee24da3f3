package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.AdapterReference;
import dev.graft.api.Architecture;
import dev.graft.api.Gpt2;
import dev.graft.api.JobReference;
import dev.graft.api.Method;
import dev.graft.api.MethodKind;
import dev.graft.api.MethodParameters;
import dev.graft.api.Mlp;
import dev.graft.api.PolicySize;
import dev.graft.api.Projection;
import dev.graft.learning.adapter.AdapterLayout;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.Fusion;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.MethodJson;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifest's table of methods and the learning module's know nothing of each other. */
class MethodTablesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STATE = 39;
  private static final int ACTION = 4;

  private static final List<Gpt2> SIZES =
      List.of(
          new Gpt2(4, 4, 768, 50, 500, 0.1),
          new Gpt2(2, 2, 16, 6, 30, 0),
          new Gpt2(3, 1, 40, 9, 9, 0));

  private static final MethodParameters.Fusion FUSION =
      new MethodParameters.Fusion(
          List.of(
              new AdapterReference(new JobReference("doors"), "door-open-v3", 2L),
              new AdapterReference(new JobReference("doors"), "drawer-open-v3", null)));

  /** Every parameter away from its default, or at it where several are given. */
  static Stream<MethodParameters> methods() {
    return Stream.of(
        new MethodParameters.Houlsby(16, 0),
        new MethodParameters.Houlsby(8, 1),
        new MethodParameters.Pfeiffer(5, 0),
        new MethodParameters.Pfeiffer(6, 1),
        new MethodParameters.Parallel(7, 0.5, 0),
        new MethodParameters.Parallel(9, 2, 1),
        new MethodParameters.Lora(3, 5, 0.25, List.of(Projection.values())),
        new MethodParameters.Lora(8, 16, 0, List.of(Projection.Q_PROJ, Projection.V_PROJ)),
        new MethodParameters.Lora(2, 1, 0, List.of(Projection.DOWN_PROJ, Projection.K_PROJ)),
        new MethodParameters.Ia3(),
        new MethodParameters.Compacter(8, 4, 0),
        new MethodParameters.Compacter(6, 2, 1),
        new MethodParameters.BitFit(),
        new MethodParameters.ActionHead(),
        new MethodParameters.FullFineTune(),
        new MethodParameters.ZeroShot());
  }

  static Stream<MethodParameters> methodsOfAnMlp() {
    return methods().filter(method -> method.kind().needs() == MethodKind.Needs.ANY_NETWORK);
  }

  @Test
  void haveTheSameMembers() {
    Stream<String> constructed =
        Arrays.stream(AdapterMethod.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name);

    List<MethodKind> trainers =
        MethodKind.all().filter(kind -> kind != MethodKind.TRAINED).toList();
    assertThat(constructed)
        .containsExactlyElementsOf(trainers.stream().map(MethodKind::member).toList());
    assertThat(Stream.concat(methods(), Stream.of(FUSION)).map(MethodParameters::kind))
        .containsAll(trainers);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void constructWhatTheManifestSays(MethodParameters given) {
    AdapterMethod method = LearningTerms.method(Method.of(given));

    assertThat(method.getClass().getSimpleName()).isEqualTo(given.getClass().getSimpleName());
    assertThat(MethodJson.parameters(method).toString())
        .isEqualTo(JSON.valueToTree(given).toString());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void countByFormulaWhatIsConstructed(MethodParameters given) {
    for (Gpt2 gpt2 : SIZES) {
      var architecture = LearningTerms.architecture(Architecture.of(gpt2), STATE, ACTION);
      AdapterLayout layout =
          AdapterLayout.of(
              LearningTerms.method(Method.of(given)), HeadTraining.FROZEN, architecture);

      assertThat(layout.parameterCount(architecture))
          .isEqualTo(given.count(PolicySize.of(gpt2, STATE, ACTION)));
    }
  }

  @Test
  void aFusionOfAdaptersOfOtherJobsIsCountedByFormula() {
    AdapterMethod method = LearningTerms.method(Plans.fusion(FUSION));

    assertThat(method)
        .isEqualTo(
            new Fusion(
                List.of(
                    new Fusion.Source("doors/door-open-v3-seed-2", 7),
                    new Fusion.Source("doors/drawer-open-v3-seed-0", 8))));
    for (Gpt2 gpt2 : SIZES) {
      var architecture = LearningTerms.architecture(Architecture.of(gpt2), STATE, ACTION);
      assertThat(
              AdapterLayout.of(method, HeadTraining.FROZEN, architecture)
                  .parameterCount(architecture))
          .isEqualTo(FUSION.count(PolicySize.of(gpt2, STATE, ACTION)));
    }
  }

  @ParameterizedTest
  @MethodSource("methodsOfAnMlp")
  void countTheParametersOfAnMlp(MethodParameters given) {
    Mlp mlp = new Mlp(3, 20, 9, 0);
    var architecture = LearningTerms.architecture(Architecture.of(mlp), STATE, ACTION);
    AdapterMethod method = LearningTerms.method(Method.of(given));

    assertThat(
            AdapterLayout.of(method, HeadTraining.FROZEN, architecture)
                .parameterCount(architecture))
        .isEqualTo(given.count(PolicySize.of(mlp, STATE, ACTION)));
  }
}
