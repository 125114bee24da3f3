package dev.graft.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodUserTest {
  @ParameterizedTest
  @ValueSource(strings = {"65532", "1000650000"})
  void allPodsRunAsItAndTheirVolumesAreItsGroups(String number) {
    Long id = Long.valueOf(number);

    assertThat(contexts(PodUser.parse(number).orElseThrow()))
        .hasSize(3)
        .allSatisfy(
            context -> {
              assertThat(context.getRunAsUser()).isEqualTo(id);
              assertThat(context.getRunAsGroup()).isEqualTo(id);
              assertThat(context.getFsGroup()).isEqualTo(id);
            });
  }

  @Test
  void clusterGivesUserAndGroupsAndNoneIsRoot() {
    assertThat(contexts(PodUser.parse("cluster").orElseThrow()))
        .allSatisfy(
            context -> {
              assertThat(context.getRunAsUser()).isNull();
              assertThat(context.getRunAsGroup()).isNull();
              assertThat(context.getFsGroup()).isNull();
              assertThat(context.getRunAsNonRoot()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "root", "Cluster", "1.5", "0x10", "2147483648"})
  void takesNothingElse(String text) {
    assertThat(PodUser.parse(text)).isEmpty();
  }

  @Test
  void isNeverRoot() {
    assertThatThrownBy(() -> new PodUser(0L)).hasMessageContaining("from 1 to 2147483647");
  }

  private static List<PodSecurityContext> contexts(PodUser user) {
    return Blueprints.pods(Blueprints.of(Blueprints.MANIFEST, Blueprints.IMAGES, user)).stream()
        .map(PodSpec::getSecurityContext)
        .toList();
  }
}
