package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.operator.resources.Images;
import dev.graft.operator.resources.PodUser;
import dev.graft.operator.resources.PullPolicy;
import dev.graft.operator.telemetry.LogLevel;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorConfigurationTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "GRAFT_SIMULATOR_IMAGE", "graft/simulator:1",
          "GRAFT_TRAINER_IMAGE", "graft/trainer:1",
          "GRAFT_TRAINER_CUDA_IMAGE", "graft/trainer-cuda:1");

  @Test
  void imagesAreEnough() throws StartupException {
    OperatorConfiguration configuration = OperatorConfiguration.from(LEAST);

    assertThat(configuration.settings().images().simulator()).isEqualTo("graft/simulator:1");
    assertThat(configuration.settings().images().trainer()).isEqualTo("graft/trainer:1");
    assertThat(configuration.settings().images().trainerCuda()).isEqualTo("graft/trainer-cuda:1");
    assertThat(configuration.settings().defaultTrackingUri()).isNull();
    assertThat(configuration.namespaces()).isEmpty();
    assertThat(configuration.healthPort()).isEqualTo(8080);
    assertThat(configuration.leaseNamespace()).isNull();
    assertThat(configuration.settings().trackingServers()).isEmpty();
    assertThat(configuration.settings().images().pullPolicy()).isNull();
    assertThat(configuration.settings().images().pullSecrets()).isEmpty();
    assertThat(configuration.settings().user()).isEqualTo(PodUser.IMAGES);
    assertThat(configuration.logLevel()).isEqualTo(LogLevel.INFO);
  }

  @Test
  void podsRunAsTheUserThatIsNamedOrThatTheClusterGives() throws StartupException {
    assertThat(OperatorConfiguration.from(with("GRAFT_POD_USER", "1001")).settings().user().id())
        .isEqualTo(1001);
    assertThat(OperatorConfiguration.from(with("GRAFT_POD_USER", "cluster")).settings().user().id())
        .isNull();
  }

  @Test
  void imagesArePulledAsToldWithSecretsInTheirOrder() throws StartupException {
    Map<String, String> environment =
        new HashMap<>(with("GRAFT_IMAGE_PULL_SECRETS", "registry, mirror.example,registry"));
    environment.put("GRAFT_IMAGE_PULL_POLICY", "Always");

    Images images = OperatorConfiguration.from(environment).settings().images();

    assertThat(images.pullPolicy()).isEqualTo(PullPolicy.Always);
    assertThat(images.pullSecrets()).containsExactly("registry", "mirror.example");
  }

  @Test
  void logsAsMuchAsAskedFor() throws StartupException {
    assertThat(OperatorConfiguration.from(with("GRAFT_LOG_LEVEL", "debug")).logLevel())
        .isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void contactsTheDefaultTrackingServerUnlessOthersAreListed() throws StartupException {
    Map<String, String> one = with("GRAFT_TRACKING_URI", "http://mlflow:5000");
    Map<String, String> others = new HashMap<>(one);
    others.put("GRAFT_TRACKING_SERVERS", "https://a.example.org, https://b.example.org");

    assertThat(OperatorConfiguration.from(one).settings().trackingServers())
        .containsExactly("http://mlflow:5000");
    assertThat(OperatorConfiguration.from(others).settings().trackingServers())
        .containsExactlyInAnyOrder("https://a.example.org", "https://b.example.org");
  }

  @Test
  void namespacesAreSeparatedByCommas() throws StartupException {
    assertThat(
            OperatorConfiguration.from(with("GRAFT_NAMESPACES", " team-a, team-b,")).namespaces())
        .containsExactlyInAnyOrder("team-a", "team-b");
  }

  @ParameterizedTest
  @CsvSource({
    "GRAFT_SIMULATOR_IMAGE, ' '",
    "GRAFT_TRAINER_IMAGE, ''",
    "GRAFT_TRAINER_CUDA_IMAGE, ''",
    "GRAFT_TRACKING_URI, mlflow:5000",
    "GRAFT_HEALTH_PORT, http",
    "GRAFT_HEALTH_PORT, 65536",
    "GRAFT_HEALTH_PORT, -1",
    "GRAFT_LEASE_NAMESPACE, not/a/name",
    "GRAFT_LOG_LEVEL, DEBUG",
    "GRAFT_IMAGE_PULL_POLICY, always",
    "GRAFT_IMAGE_PULL_SECRETS, 'registry, My_Secret'",
    "GRAFT_POD_USER, root",
    "GRAFT_POD_USER, 0",
    "GRAFT_POD_USER, 2147483648",
    "GRAFT_TRACKING_SERVERS, 'http://a, mlflow:5000'",
    "MLFLOW_TRACKING_USERNAME, only-half"
  })
  void refusesAWrongValueByTheNameOfItsVariable(String variable, String value) {
    assertThatThrownBy(() -> OperatorConfiguration.from(with(variable, value)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(variable);
  }

  private static Map<String, String> with(String variable, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(variable, value);
    return environment;
  }
}
