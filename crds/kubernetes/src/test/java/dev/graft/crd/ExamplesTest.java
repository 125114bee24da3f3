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
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
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
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("digest")
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
        .isEqualTo("8375038f303f668bc3bd0304e72b918e126f8d0ddab765110c1d66a3129ee534");
    assertThat(plan.backbone().digest())
        .isEqualTo("af6bbc80f8850c0dd2c88d32d97de009af8e3b9d1ebb757b336d525d38af3bd6");
    assertThat(plan.runs())
        .extracting(AdapterRun::digest)
        .containsExactly(
            "e10754649934003f1c58f1a4c303590f858d7ffe4808cd3393ee78354777cad1",
            "b464cfae3e7fa54fc67e6ca1d5c80567eb5e3081be809247825028b056cc63cc");
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
