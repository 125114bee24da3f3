package dev.graft.operator.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link ControlPlane}, one for all of them, started with the first.
 *
 * <p>Where its programs cannot be had the tests are skipped, loudly; with {@code
 * GRAFT_REQUIRE_KUBE=1} they fail.
 */
public final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver {
  private static final String REQUIRE_VARIABLE = "GRAFT_REQUIRE_KUBE";

  /** Found once a JVM: looking may mean building for minutes. */
  private static final class Found {
    static final Optional<KubernetesBinaries> BINARIES = KubernetesBinaries.find(System.getenv());
  }

  private record Running(ControlPlane plane)
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    @Override
    public void close() {
      plane.close();
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Found.BINARIES.isPresent()) {
      return ConditionEvaluationResult.enabled("a control plane is at hand");
    }
    String what =
        "no etcd and kube-apiserver: set GRAFT_KUBE_DIR to a folder that has them, or install Go so"
            + " that operator/kube/build can build them";
    if (required(System.getenv())) {
      throw new IllegalStateException(what);
    }
    System.err.println("SKIPPED " + context.getDisplayName() + ": " + what);
    return ConditionEvaluationResult.disabled(what);
  }

  private static boolean required(Map<String, String> environment) {
    return "1".equals(environment.get(REQUIRE_VARIABLE));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ControlPlane.class || type == KubernetesBinaries.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ControlPlane.class
        ? plane(context)
        : Found.BINARIES.orElseThrow();
  }

  private static ControlPlane plane(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(ControlPlaneExtension.class))
        .getOrComputeIfAbsent(Running.class, key -> start(), Running.class)
        .plane();
  }

  private static Running start() {
    try {
      return new Running(
          ControlPlane.start(
              Found.BINARIES.orElseThrow(), Files.createTempDirectory("graft-control-plane-")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
