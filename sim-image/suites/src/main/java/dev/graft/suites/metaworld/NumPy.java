package dev.graft.suites.metaworld;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions that numpy's wheel for Linux computes in one way on processors with AVX-512 ({@link
 * Svml}) and in another on all others ({@link LibM}): np.exp and np.log of float64. Chosen as numpy
 * (2.4.6, numpy/_core/src/umath/loops_exponent_log.dispatch.c.src, target X86_V4, formerly
 * AVX512_SKX) chooses when it is loaded, {@code NPY_DISABLE_CPU_FEATURES} included, so that rewards
 * equal those of Python on the same machine.
 *
 * <p>Of float64, np.sin, np.cos and the power operator go through the C library on every processor,
 * and np.sqrt is exact: no task or script of Meta-World calls another function that depends on it.
 */
final class NumPy {
  /** Whoever has these has all that the dispatch target asks for besides. */
  private static final List<String> FEATURES =
      List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

  /** The dispatch target, by the names it has had. */
  private static final Set<String> TARGET = Set.of("X86_V4", "AVX512_SKX");

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final boolean SVML = usesSvml(cpuInfo(), System.getenv());

  private NumPy() {}

  static double exp(double x) {
    return SVML ? Svml.exp(x) : LibM.exp(x);
  }

  static double log(double x) {
    return SVML ? Svml.log(x) : LibM.log(x);
  }

  /**
   * Whether numpy would use SVML.
   *
   * @param cpuInfo lines as of /proc/cpuinfo
   * @param environment variables that numpy would see
   */
  static boolean usesSvml(List<String> cpuInfo, Map<String, String> environment) {
    String disabled = environment.getOrDefault("NPY_DISABLE_CPU_FEATURES", "");
    return cpuInfo.stream()
            .filter(line -> line.startsWith("flags"))
            .findFirst()
            .map(line -> words(line).containsAll(FEATURES))
            .orElse(false)
        && words(disabled).stream().noneMatch(TARGET::contains);
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split("[\\s,:]+"));
  }

  private static List<String> cpuInfo() {
    try {
      return Files.exists(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
