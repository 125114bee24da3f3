package dev.graft.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom, over the classes of all modules. */
class ModuleEdgesTest {
  /** The one part of the trainer's that others than the command may know. */
  private static final String TRACKING_CLIENT = "dev.graft.trainer.mlflow";

  private static final String KUBERNETES = "io.fabric8.kubernetes..";

  /** The modules' packages; a rule names those that a module may know. */
  private static final List<String> ROOTS =
      List.of(
          "dev.graft.api",
          "dev.graft.plan",
          "dev.graft.crd",
          "dev.graft.simulator.client",
          "dev.graft.simulator.remote",
          "dev.graft.simulator.v1",
          "dev.graft.simulator.server",
          "dev.graft.mujoco",
          "dev.graft.suites",
          "dev.graft.learning",
          "dev.graft.trainer",
          "dev.graft.operator",
          "dev.graft.cli");

  private static final List<String> MODULES =
      List.of(
          "crds/api",
          "crds/kubernetes",
          "sim-image/protocol",
          "sim-image/mujoco",
          "sim-image/suites",
          "sim-image/server",
          "trainer-image/learning",
          "trainer-image/mlflow",
          "trainer-image/app",
          "operator/resources",
          "operator/adapterjob",
          "operator/app",
          "cli");

  private static JavaClasses classes;

  @BeforeAll
  static void importAllModules() {
    classes =
        new ClassFileImporter()
            .importPaths(
                MODULES.stream()
                    .map(module -> Path.of("..", module, "target", "classes"))
                    .filter(Files::isDirectory)
                    .toList());
  }

  @Test
  void theClassesOfTheCommandsModulesAreLookedAt() {
    assertThat(classes.stream().map(type -> type.getPackageName()).distinct())
        .contains(
            "dev.graft.api",
            "dev.graft.plan",
            "dev.graft.crd",
            "dev.graft.learning.policy",
            "dev.graft.trainer.event",
            "dev.graft.simulator.client",
            "dev.graft.cli");
  }

  @Test
  void theApiKnowsNoSiblingAndNoKubernetes() {
    forbid("dev.graft.api", List.of(), KUBERNETES);
    forbid("dev.graft.plan", List.of("dev.graft.api"), KUBERNETES);
  }

  @Test
  void theCustomResourceKnowsTheApiOnly() {
    forbid("dev.graft.crd", List.of("dev.graft.api"), "io.fabric8.kubernetes.client.http..");
  }

  @Test
  void learningKnowsNeitherGrpcNorMlflowNorKubernetes() {
    forbid("dev.graft.learning", List.of(), KUBERNETES, "io.grpc..", "org.mlflow..");
  }

  /** So that all of them lie on the engine's device, which tests on a CPU would not see. */
  @Test
  void nativeArraysAreMadeInOnePlace() {
    noClasses()
        .that()
        .resideInAPackage("dev.graft.learning..")
        .and()
        .haveNameNotMatching("dev.graft.learning.engine.Native(Tensors|Engine)")
        .should()
        .callMethodWhere(
            target(owner(assignableTo("ai.djl.ndarray.NDManager")))
                .and(
                    target(
                        nameMatching(
                            "(create.*|zeros|ones|full|arange|eye|linspace|random.*|truncated.*"
                                + "|hanningWindow|sampleMultinomial|newBaseManager)"))))
        .check(classes);
  }

  @Test
  void theTrainerHasNoKubernetesClientAndNoSimulatorOfItsOwn() {
    forbid(
        "dev.graft.trainer",
        List.of(
            "dev.graft.api",
            "dev.graft.plan",
            "dev.graft.learning",
            "dev.graft.simulator.client",
            "dev.graft.simulator.remote"),
        KUBERNETES,
        "org.bytedeco..");
  }

  @Test
  void theTrackingClientKnowsNoSibling() {
    forbid(TRACKING_CLIENT, List.of(), KUBERNETES, "ai.djl..", "io.grpc..");
  }

  @Test
  void mujocoKnowsNoSiblingAndSuitesKnowMujocoOnly() {
    forbid("dev.graft.mujoco", List.of());
    forbid("dev.graft.suites", List.of("dev.graft.mujoco"), "io.grpc..");
  }

  @Test
  void theSimulatorsClientKnowsNoGrpcAndTheRemoteOneNoSuite() {
    forbid("dev.graft.simulator.client", List.of(), "io.grpc..");
    forbid(
        "dev.graft.simulator.remote",
        List.of("dev.graft.simulator.client", "dev.graft.simulator.v1"));
  }

  @Test
  void theOperatorNeverSeesTheEngineOrMujoco() {
    forbid(
        "dev.graft.operator",
        List.of("dev.graft.api", "dev.graft.plan", "dev.graft.crd", TRACKING_CLIENT),
        "ai.djl..",
        "org.bytedeco..");
  }

  @Test
  void theCommandKnowsTheBuildersOfTheOperatorsOnly() {
    forbid(
        "dev.graft.cli",
        Stream.concat(
                ROOTS.stream().filter(root -> !root.equals("dev.graft.operator")),
                Stream.of("dev.graft.operator.resources"))
            .toList(),
        "io.javaoperatorsdk..");
  }

  @Test
  void nobodyKnowsTheCommand() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.graft.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.graft.cli..")
        .check(classes);
  }

  /**
   * Fails when a class of a module depends on another module, or on a foreign package it must not
   * know.
   *
   * @param module its package
   * @param known packages of other modules that it may know
   * @param foreign packages it must not know
   */
  private static void forbid(String module, List<String> known, String... foreign) {
    String[] forbidden =
        Stream.concat(
                ROOTS.stream()
                    .filter(root -> !root.equals(module) && !known.contains(root))
                    .map(root -> root + ".."),
                Stream.of(foreign))
            .toArray(String[]::new);
    String[] allowed =
        Stream.concat(Stream.of(module), known.stream())
            .map(name -> name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(module + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden).and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true) // the operator is not built for the command alone
        .check(classes);
  }
}
