package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/api.md} equal to the definition. To refresh it: {@code mvn -pl crds/kubernetes
 * -am test -Dtest=ApiPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dgraft.docs=write}.
 */
class ApiPageTest {
  private static final Path PAGE = Path.of("../../docs/api.md");

  @Test
  void pageSaysWhatTheDefinitionSays() throws IOException {
    String page =
        ApiPage.of(
            new YAMLMapper()
                .readTree(AdapterJobCrd.yaml())
                .at("/spec/versions/0/schema/openAPIV3Schema"));
    if ("write".equals(System.getProperty("graft.docs"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }
}
