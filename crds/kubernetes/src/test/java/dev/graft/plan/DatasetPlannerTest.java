package dev.graft.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.Demonstrations;
import dev.graft.crd.ManifestReader;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetPlannerTest {
  private static final String CONTENT = "c".repeat(64);
  private static final String OTHER = "d".repeat(64);
  private static final ResolvedDataset FOUND =
      new ResolvedDataset(
          "/here/doors",
          CONTENT,
          new TreeMap<>(Map.of("door-open-v3", 3, "reach-v3", 1, "door-lock-v3", 5)));

  @Test
  void pinsWhatTheFilesHold() {
    Plan plan = plan("{path: doors}", FOUND);

    assertThat(plan.runs().getFirst().dataset().scripted()).isNull();
    assertThat(plan.runs().getFirst().dataset().files())
        .isEqualTo(
            new DatasetFiles(
                Demonstrations.Format.LeRobot,
                "/here/doors",
                null,
                "observation.state",
                "action",
                CONTENT));
  }

  @Test
  void theContentDeterminesTheDigestsAndNotWhereItLies() {
    Plan plan = plan("{path: doors}", FOUND);
    Plan elsewhere =
        plan("{path: b, claimName: c}", new ResolvedDataset("/mnt/b", CONTENT, FOUND.episodes()));
    Plan changed =
        plan("{path: doors}", new ResolvedDataset("/here/doors", OTHER, FOUND.episodes()));

    assertThat(elsewhere.specDigest()).isEqualTo(plan.specDigest());
    assertThat(changed.backbone().digest()).isNotEqualTo(plan.backbone().digest());
    assertThat(changed.runs().getFirst().digest()).isNotEqualTo(plan.runs().getFirst().digest());
    assertThat(changed.runs().getFirst().dataset().digest())
        .isNotEqualTo(plan.runs().getFirst().dataset().digest());
  }

  @Test
  void aDigestStandsForFilesThatCannotBeRead() {
    Plan read = plan("{path: doors}", FOUND);

    Plan pinned = plan("{path: doors, digest: %s}".formatted(CONTENT), null);

    assertThat(pinned.specDigest()).isEqualTo(read.specDigest());
    assertThatThrownBy(() -> plan("{path: doors}", null))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("spec.demonstrations.dataset.digest")
        .hasMessageContaining("graft plan prints");
  }

  @Test
  void refusesOtherContentThanTheDigestSays() {
    assertThatThrownBy(() -> plan("{path: doors, digest: %s}".formatted(OTHER), FOUND))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("spec.demonstrations.dataset.digest: is " + OTHER)
        .hasMessageContaining("/here/doors have " + CONTENT);
  }

  @Test
  void refusesATaskWithoutEpisodes() {
    ResolvedDataset doors =
        new ResolvedDataset("/here/doors", CONTENT, new TreeMap<>(Map.of("door-open-v3", 3)));

    assertThatThrownBy(() -> plan("{path: doors}", doors))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("spec.demonstrations.dataset.path: /here/doors has no episode of")
        .hasMessageContaining("task 'reach-v3'; it has 3 of door-open-v3");
  }

  @Test
  void survivesBeingWrittenAndRead() throws IOException {
    Plan plan = plan("{path: doors, claimName: c}", FOUND);
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsBytes(plan), Plan.class)).isEqualTo(plan);
  }

  private static Plan plan(String dataset, @Nullable ResolvedDataset found) {
    String yaml =
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: own}
        spec:
          backbone:
            pretrain:
              tasks: {names: [door-open-v3, reach-v3]}
              training: {epochs: 2}
          adapter:
            method: {houlsby: {}}
            tasks: {names: [door-lock-v3]}
            training: {steps: 100}
          demonstrations: {dataset: %s}
        """
            .formatted(dataset);
    return Plans.of(new ManifestReader().read(yaml), new ResolvedInputs(Map.of(), null, found));
  }
}
