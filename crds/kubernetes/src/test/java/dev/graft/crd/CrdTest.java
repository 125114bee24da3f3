package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the committed CRD equal to the records. To refresh it: {@code mvn -pl crds/kubernetes -am
 * test -Dtest=CrdTest -Dsurefire.failIfNoSpecifiedTests=false -Dgraft.crd=write}.
 */
class CrdTest {
  @Test
  void committedDefinitionIsWhatTheRecordsSay() throws IOException {
    String generated = CrdGeneration.yaml();
    if ("write".equals(System.getProperty("graft.crd"))) {
      Path directory = Files.createDirectories(Path.of("src/main/resources/dev/graft/crd"));
      Files.writeString(directory.resolve(AdapterJobCrd.RESOURCE), generated);
      return;
    }

    assertThat(AdapterJobCrd.yaml()).isEqualTo(generated);
  }
}
