package dev.graft.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorMapTest {
  private static final Tensor ONE = Tensor.of(new float[] {1}, 1);
  private static final Tensor TWO = Tensor.of(new float[] {1, 2}, 2);

  @Test
  void digestDoesNotDependOnTheOrder() {
    assertThat(map("a", ONE, "b", TWO).digest()).isEqualTo(map("b", TWO, "a", ONE).digest());
  }

  @Test
  void digestDependsOnNamesShapesAndValues() {
    String digest = map("a", ONE, "b", TWO).digest();

    assertThat(map("a", ONE, "c", TWO).digest()).isNotEqualTo(digest);
    assertThat(map("a", ONE, "b", Tensor.of(new float[] {1, 2}, 1, 2)).digest())
        .isNotEqualTo(digest);
    assertThat(map("a", ONE, "b", Tensor.of(new float[] {1, Math.nextUp(2f)}, 2)).digest())
        .isNotEqualTo(digest);
  }

  @Test
  void replacesAndAppends() {
    TensorMap merged = map("a", ONE, "b", TWO).with(map("b", ONE, "c", TWO));

    assertThat(merged.names()).containsExactly("a", "b", "c");
    assertThat(merged.get("b")).isEqualTo(ONE);
    assertThat(merged.parameterCount()).isEqualTo(4);
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> map("a", ONE, "b", TWO).get("z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("z");
  }

  @Test
  void refusesAShapeThatDoesNotHoldTheValues() {
    assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 2]");
  }

  private static TensorMap map(String first, Tensor a, String second, Tensor b) {
    Map<String, Tensor> map = new LinkedHashMap<>();
    map.put(first, a);
    map.put(second, b);
    return new TensorMap(map);
  }
}
