package dev.graft.operator.cluster;

import org.junit.jupiter.api.Assumptions;

/** Skips tests that need Job and StatefulSet controllers where only an API server is at hand. */
public final class NeedsControllers {
  private NeedsControllers() {}

  /** Skips or fails, as {@code GRAFT_REQUIRE_KUBE} says. */
  public static void require(KubernetesBinaries binaries) {
    if (binaries.controllerManager() == null) {
      String what =
          "no kube-controller-manager beside "
              + binaries.apiServer()
              + ": put it there, or install Go";
      System.err.println("SKIPPED: " + what);
      if ("1".equals(System.getenv("GRAFT_REQUIRE_KUBE"))) {
        throw new IllegalStateException(what);
      }
      Assumptions.abort(what);
    }
  }
}
