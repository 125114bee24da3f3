package dev.graft.cli.run;

import dev.graft.api.Method;

/** The name of an adaptation method, that of its member in the manifest. */
public final class MethodName {
  private MethodName() {}

  /** Such as {@code houlsby}. */
  public static String of(Method method) {
    if (method.houlsby() != null) {
      return "houlsby";
    }
    if (method.actionHead() != null) {
      return "actionHead";
    }
    return method.fullFineTune() != null ? "fullFineTune" : "zeroShot";
  }
}
