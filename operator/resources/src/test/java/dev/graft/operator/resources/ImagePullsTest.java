package dev.graft.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePullsTest {
  private static final Images CONFIGURED =
      new Images(
          "sim:1", "trainer:1", "trainer-cuda:1", PullPolicy.Always, List.of("registry", "mirror"));

  @Test
  void allPodsHaveThePolicyAndTheSecretsOfTheConfiguration() {
    assertThat(pods(CONFIGURED, ""))
        .hasSize(3)
        .allSatisfy(
            pod -> {
              assertThat(pod.getContainers())
                  .allMatch(container -> container.getImagePullPolicy().equals("Always"));
              assertThat(secrets(pod)).containsExactly("registry", "mirror");
            });
  }

  @Test
  void secretsOfAnAdapterJobAreAddedToThemOnce() {
    String own = "imagePullSecrets: [{name: own}, {name: mirror}]";

    assertThat(pods(CONFIGURED, own))
        .extracting(ImagePullsTest::secrets)
        .containsExactly(
            List.of("registry", "mirror"),
            List.of("registry", "mirror", "own"),
            List.of("registry", "mirror", "own"));
  }

  @Test
  void withoutAnyKubernetesDefaultsHold() {
    assertThat(pods(new Images("sim:1", "trainer:1", "trainer-cuda:1"), ""))
        .allSatisfy(
            pod -> {
              assertThat(pod.getContainers().getFirst().getImagePullPolicy()).isNull();
              assertThat(pod.getImagePullSecrets()).isEmpty();
            });
  }

  private static List<String> secrets(PodSpec pod) {
    return pod.getImagePullSecrets().stream().map(LocalObjectReference::getName).toList();
  }

  /** Of a simulator, of the backbone's trainer and of a run's. */
  private static List<PodSpec> pods(Images images, String trainerPod) {
    String yaml = Blueprints.MANIFEST + "  trainer: {pod: {%s}}\n".formatted(trainerPod);
    return Blueprints.pods(Blueprints.of(yaml, images));
  }
}
