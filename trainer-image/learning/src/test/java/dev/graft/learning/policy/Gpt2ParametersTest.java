package dev.graft.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.learning.Toys;
import dev.graft.learning.tensor.ParameterSpec;
import org.junit.jupiter.api.Test;

class Gpt2ParametersTest {

  @Test
  void areAsManyAsThePapersPolicyHas() {
    assertThat(count(Toys.PAPER)).isEqualTo(28_776_196);
  }

  @Test
  void areAsManyAsTheFormulaSays() {
    for (Gpt2Architecture a : new Gpt2Architecture[] {Toys.PAPER, Toys.SMALL}) {
      long d = a.embeddingDim();
      long formula =
          a.layers() * (12 * d * d + 13 * d)
              + d * (a.stateDim() + a.actionDim() + a.maxTimesteps() + 6)
              + a.actionDim() * (d + 1);

      assertThat(count(a)).isEqualTo(formula);
    }
  }

  @Test
  void refuseHeadsThatDoNotDivideTheWidth() {
    assertThatThrownBy(() -> new Gpt2Architecture(1, 3, 16, 4, 4, 0, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heads is 3");
  }

  @Test
  void refuseADropoutOfOne() {
    assertThatThrownBy(() -> new Gpt2Architecture(1, 2, 16, 4, 4, 1, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropout is 1.0");
  }

  private static long count(Gpt2Architecture architecture) {
    return Gpt2Parameters.of(architecture).stream().mapToLong(ParameterSpec::size).sum();
  }
}
