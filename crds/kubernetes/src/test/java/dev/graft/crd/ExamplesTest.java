package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.plan.AdapterRun;
import dev.graft.plan.Plan;
import dev.graft.plan.Planner;
import dev.graft.plan.ResolvedInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../../examples");

  private static final ManifestReader READER = new ManifestReader();

  static Iterable<Path> manifests() throws IOException {
    try (var files = Files.walk(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml")) // of kustomize
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyExampleIsAccepted(Path manifest) throws IOException {
    assertThat(READER.read(Files.readString(manifest))).isInstanceOf(Reading.Accepted.class);
  }

  @Test
  void controlDiffersFromTheQuickstartInNothingButPretraining() throws IOException {
    Plan quickstart = plan("quickstart/adapterjob.yaml");
    Plan control = plan("quickstart/random-backbone.yaml");

    assertThat(control.backbone().digest()).isNotEqualTo(quickstart.backbone().digest());
    assertThat(control.backbone().dataset()).isEqualTo(quickstart.backbone().dataset());
    assertThat(control.backbone().architecture()).isEqualTo(quickstart.backbone().architecture());
    assertThat(control.runs())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("digest", "registerAs")
        .isEqualTo(quickstart.runs());
  }

  /**
   * A changed digest throws away what people have cached: new settings must leave those of what
   * does not use them.
   */
  @Test
  void quickstartKeepsItsDigests() throws IOException {
    Plan plan = plan("quickstart/adapterjob.yaml");

    assertThat(plan.specDigest())
        .isEqualTo("3f51969c149d015d5908e1b3f422cb3ff1641a7b7a243a5f1784bf1eec10ed2d");
    assertThat(plan.backbone().digest())
        .isEqualTo("b47efc8a9f4aad604184bfdc4e686a867a54551fac2dfb23d663ad11667d6deb");
    assertThat(plan.runs())
        .extracting(AdapterRun::digest)
        .containsExactly(
            "5ccd41a30ccc01e97c65195a2440098194733aa0d2f70c202b0ea99a7e767cbd",
            "4df4ddf412134f3d91ca9fbd26f8f920c7594713eb1944eb1a1bc83416de6dad");
  }

  private static Plan plan(String example) throws IOException {
    String yaml = Files.readString(EXAMPLES.resolve(example));
    if (READER.read(yaml) instanceof Reading.Accepted(var jobs)) {
      return Planner.plan(
          jobs.getFirst().getMetadata().getName(), jobs.getFirst().getSpec(), ResolvedInputs.NONE);
    }
    throw new AssertionError(example + " is refused");
  }
}
