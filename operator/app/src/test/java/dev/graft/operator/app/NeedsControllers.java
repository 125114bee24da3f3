package dev.graft.operator.app;

import dev.graft.operator.cluster.KubernetesBinaries;
import org.junit.jupiter.api.Assumptions;

/** Skips tests that need Job and StatefulSet controllers where only an API server is at hand. */
final class NeedsControllers {
  private NeedsControllers() {}

  static void require(KubernetesBinaries binaries) {
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
