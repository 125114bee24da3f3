package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static Plan plan(String example) throws IOException {
    String yaml = Files.readString(EXAMPLES.resolve(example));
    if (READER.read(yaml) instanceof Reading.Accepted(var jobs)) {
      return Planner.plan(
          jobs.getFirst().getMetadata().getName(), jobs.getFirst().getSpec(), ResolvedInputs.NONE);
    }
    throw new AssertionError(example + " is refused");
  }
}
