package dev.graft.suites.metaworld;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * The C library's mathematics, which numpy calls too, exp and log on processors without AVX-512
 * only ({@link NumPy}). {@link Math} and {@link StrictMath} differ from it in the last bit: in 1 of
 * 400 and 1 of 10 exponentials.
 */
final class LibM {
  private static final MethodHandle EXP = unary("exp");
  private static final MethodHandle LOG = unary("log");
  private static final MethodHandle SIN = unary("sin");
  private static final MethodHandle COS = unary("cos");
  private static final MethodHandle POW =
      function("pow", FunctionDescriptor.of(JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE));

  private LibM() {}

  private static MethodHandle unary(String name) {
    return function(name, FunctionDescriptor.of(JAVA_DOUBLE, JAVA_DOUBLE));
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    // Critical: these return at once and never call back, so the thread need not change state.
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), type, Linker.Option.critical(false));
  }

  static double exp(double x) {
    return call(EXP, x);
  }

  static double log(double x) {
    return call(LOG, x);
  }

  static double sin(double x) {
    return call(SIN, x);
  }

  static double cos(double x) {
    return call(COS, x);
  }

  /** {@code pow(x, 2)}, which is not always the rounded product. */
  static double square(double x) {
    try {
      return (double) POW.invokeExact(x, 2.0);
    } catch (Throwable e) {
      throw unreachable(e);
    }
  }

  private static double call(MethodHandle function, double x) {
    try {
      return (double) function.invokeExact(x);
    } catch (Throwable e) {
      throw unreachable(e);
    }
  }

  private static AssertionError unreachable(Throwable e) {
    return new AssertionError("a function of the C library threw", e);
  }
}
