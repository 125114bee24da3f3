package dev.graft.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LauncherIT {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private Path jdk;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(folder);
    sandbox.installTools();
    jdk = sandbox.jdk("25", "25.0.3");
  }

  @Test
  void buildsAndPassesTheArgumentsOn() throws Exception {
    Outcome outcome = sandbox.run("graft", "run", "a file.yaml");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines())
        .startsWith(jdk.toString())
        .anyMatch(argument -> argument.startsWith("-Dgraft.archives=" + sandbox.root))
        .endsWith("dev.graft.cli.Graft", "run", "a file.yaml");
    assertThat(outcome.err()).contains("graft: building");
  }

  @Test
  void aRunOnAGpuIsGivenPyTorchsLibrariesForIt() throws Exception {
    sandbox.environment.put("GRAFT_DEVICE", "cuda");
    sandbox.install("nvidia-smi", "exit 0");
    Path libraries = sandbox.root.resolve("trainer-image/cuda/libraries");
    Files.writeString(libraries, "#!/bin/sh\necho /cache/cuda/1\n");
    Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nenv\n");

    Outcome outcome = sandbox.run("graft", "run", "job.yaml");

    assertThat(outcome.out().lines())
        .contains(
            "GRAFT_DEVICE=cuda",
            "PYTORCH_LIBRARY_PATH=/cache/cuda/1/torch/lib",
            "PYTORCH_VERSION=2.7.1",
            "PYTORCH_FLAVOR=cu128");
    assertThat(sandbox.run("graft", "compare", "job").out()).doesNotContain("PYTORCH");
  }

  @Test
  void nothingIsDownloadedForAGpuThatIsNotThere() throws Exception {
    sandbox.environment.put("GRAFT_DEVICE", "cuda");

    Outcome outcome = sandbox.run("graft", "run", "job.yaml");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("nvidia-smi does not run here: install NVIDIA's driver");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void doesNotBuildAgainWhatHasNotChanged() throws Exception {
    sandbox.run("graft");
    Files.writeString(sandbox.root.resolve("crds/src/test/T.java"), "class T {}");

    Outcome second = sandbox.run("graft");

    assertThat(second.err()).isEmpty();
    assertThat(sandbox.builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsChangedAddedOrRemoved() throws Exception {
    Path source = sandbox.root.resolve("crds/src/main/A.java");
    Path added = sandbox.root.resolve("crds/src/main/B.java");
    sandbox.run("graft");

    Files.writeString(source, "class A { int changed; }");
    sandbox.run("graft");
    Files.writeString(added, "class B {}");
    sandbox.run("graft");
    Files.delete(source);
    sandbox.run("graft");

    assertThat(sandbox.builds()).isEqualTo(4);
  }

  @Test
  void buildsAgainWhenTheBuildersOfChildrenAreChanged() throws Exception {
    sandbox.run("graft");

    Files.writeString(sandbox.root.resolve("operator/resources/A.java"), "class A {}");
    sandbox.run("graft");

    assertThat(sandbox.builds()).isEqualTo(2);
  }

  @Test
  void aFailedBuildShowsMavensErrorsAndIsTriedAgain() throws Exception {
    sandbox.install("mvn", "echo '[INFO] fine'; echo '[ERROR] A.java:[1,1] wrong'; exit 1");
    Outcome failed = sandbox.run("graft");
    sandbox.installTools();
    Outcome second = sandbox.run("graft");

    assertThat(failed.status()).isEqualTo(2);
    assertThat(failed.err()).contains("[ERROR] A.java:[1,1] wrong").doesNotContain("[INFO]");
    assertThat(failed.out()).isEmpty();
    assertThat(second.status()).isZero();
  }

  @Test
  void anInterruptedBuildIsNotTakenForAWholeOne() throws Exception {
    sandbox.install(
        "mvn",
        """
        for argument; do
          case $argument in -Dgraft.app=*) mkdir -p "${argument#*=}"; touch "${argument#*=}/half.jar" ;; esac
        done
        kill -9 $PPID""");
    Outcome interrupted = sandbox.run("graft");
    sandbox.installTools();
    Outcome second = sandbox.run("graft");

    assertThat(interrupted.status()).isNotZero();
    assertThat(second.status()).isZero();
    assertThat(sandbox.builds()).isEqualTo(1);
    assertThat(Files.walk(sandbox.root)).noneMatch(file -> file.endsWith("half.jar"));
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Process one = sandbox.start("graft", "one");
    Process two = sandbox.start("graft", "two");

    assertThat(List.of(Sandbox.outcome(one).status(), Sandbox.outcome(two).status()))
        .containsOnly(0);
    assertThat(sandbox.builds()).isEqualTo(1);
  }

  @Test
  void namesThePackageOfEachMissingTool() throws Exception {
    assertThat(withoutTool("mvn")).contains("no Maven").contains("Debian: maven");
    assertThat(withoutTool("g++")).contains("no C++ compiler").contains("Debian: g++");
    assertThat(withoutTool("python3")).contains("no Python 3.10").contains("python3-venv");
  }

  @Test
  void aPythonThatCannotMakeEnvironmentsIsMissingToo() throws Exception {
    sandbox.install("python3", "exit 1");

    assertThat(sandbox.run("graft").err()).contains("no Python 3.10 or newer with venv and pip");
  }

  @Test
  void testIsMavenVerifyOnThatJdk() throws Exception {
    Outcome outcome = sandbox.run("graft", "test", "-pl", "cli");

    assertThat(outcome.status()).isZero();
    assertThat(folder.resolve("builds"))
        .hasContent(jdk + " --batch-mode --threads 1C verify -pl cli");
  }

  @Test
  void worksThroughALinkFromAnyFolder() throws Exception {
    Files.createSymbolicLink(folder.resolve("bin/graft"), sandbox.root.resolve("graft"));

    assertThat(sandbox.run("../bin/graft", "doctor").status()).isZero();
  }

  private String withoutTool(String tool) throws Exception {
    sandbox.uninstall(tool);
    Outcome outcome = sandbox.run("graft");
    sandbox.installTools();
    assertThat(outcome.status()).isEqualTo(2);
    return outcome.err();
  }
}
