package dev.graft.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.crd.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobParametersTest {
  @Test
  void jobIsToldFromOthersByMethodTasksAndSeeds() throws IOException {
    assertThat(JobParameters.of(quickstart("spec.adapter.seeds=[0,2]")))
        .containsEntry("suite", "MetaWorld")
        .containsEntry("method", "houlsby")
        .containsEntry("method.title", "Houlsby 16")
        .containsEntry("tasks", "door-lock-v3,door-unlock-v3")
        .containsEntry("seeds", "0,2")
        .containsEntry("training.steps", "250")
        .containsEntry("evaluation.episodes", "50");
  }

  @Test
  void trainingIsLeftOutWhereNothingIsTrained() throws IOException {
    assertThat(
            JobParameters.of(
                quickstart(
                    "spec.adapter={method: {zeroShot: {}}, tasks: {names: [door-lock-v3]}}",
                    "spec.evaluation.everyEpochs=0")))
        .containsEntry("method", "zeroShot")
        .doesNotContainKeys("training.steps", "training.batchSize");
  }

  @Test
  void jobThatOnlyPretrainsHasItsBackboneAlone() throws IOException {
    assertThat(JobParameters.of(quickstart("spec.adapter=null", "spec.evaluation.everyEpochs=0")))
        .containsOnlyKeys("suite", "backbone");
  }

  private static Plan quickstart(String... settings) throws IOException {
    String manifest =
        Files.readString(Path.of("..", "..", "examples", "quickstart", "adapterjob.yaml"));
    return Plans.of(new ManifestReader().read(manifest, List.of(settings)), ResolvedInputs.NONE);
  }
}
