package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.crd.AdapterJobCrd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the chart's copy of the CRD equal to the generated one. To refresh it: {@code mvn -pl
 * operator/app -am test -Dtest=ChartTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dgraft.crd=write}.
 */
class ChartTest {
  private static final Path COPY = Path.of("../../charts/graft/crds", AdapterJobCrd.RESOURCE);

  @Test
  void chartInstallsTheGeneratedDefinition() throws IOException {
    if ("write".equals(System.getProperty("graft.crd"))) {
      Files.writeString(COPY, AdapterJobCrd.yaml());
    }

    assertThat(Files.readString(COPY)).isEqualTo(AdapterJobCrd.yaml());
  }
}
