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
        .isEqualTo("7f322f72b0707b50bacd59768cb1106a1edc9906ed8e1c054e04eb7a15449218");
    assertThat(plan.backbone().digest())
        .isEqualTo("af6bbc80f8850c0dd2c88d32d97de009af8e3b9d1ebb757b336d525d38af3bd6");
    assertThat(plan.runs())
        .extracting(AdapterRun::digest)
        .containsExactly(
            "91608017970083db2e51d2208ef6fa39a45122f2604f10ca5065b30811e81b3b",
            "bef43db34cddf5f09b8da0f5a8c9abf2a1b3092cf7be49ad3407e7cbc90d2e1c");
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
