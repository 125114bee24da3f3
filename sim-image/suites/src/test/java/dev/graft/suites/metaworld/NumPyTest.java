package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumPyTest {
  private static final List<String> WITH_AVX512 =
      List.of(
          "processor\t: 0",
          "flags\t\t: fpu fma avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_bf16");
  private static final List<String> KNIGHTS_LANDING =
      List.of("processor\t: 0", "flags\t\t: fpu fma avx2 avx512f avx512pf avx512er avx512cd");

  @Test
  void usesSvmlOnlyWithAllFeaturesOfTheTarget() {
    assertThat(NumPy.usesSvml(WITH_AVX512, Map.of())).isTrue();
    assertThat(NumPy.usesSvml(KNIGHTS_LANDING, Map.of())).isFalse();
    assertThat(NumPy.usesSvml(List.of(), Map.of())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X86_V4", "AVX512_SKX", "AVX2 X86_V4", "AVX2,AVX512_SKX,FMA3"})
  void usesTheLibraryWhereTheTargetIsDisabled(String features) {
    Map<String, String> environment = Map.of("NPY_DISABLE_CPU_FEATURES", features);
    assertThat(NumPy.usesSvml(WITH_AVX512, environment)).isFalse();
  }

  @Test
  void usesSvmlWhereOtherFeaturesAreDisabled() {
    Map<String, String> environment = Map.of("NPY_DISABLE_CPU_FEATURES", "AVX512_ICL");
    assertThat(NumPy.usesSvml(WITH_AVX512, environment)).isTrue();
  }
}
