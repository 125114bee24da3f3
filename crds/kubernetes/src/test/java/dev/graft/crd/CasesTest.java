package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads every manifest of {@code cases}. An invalid one names, in its line {@code # refused:}, the
 * one field to be refused.
 */
class CasesTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final String REFUSED = "# refused: ";
  private static final ManifestReader READER = new ManifestReader();

  static List<Named<Path>> valid() throws IOException {
    return cases("valid-");
  }

  static List<Named<Path>> invalid() throws IOException {
    return cases("invalid-");
  }

  private static List<Named<Path>> cases(String prefix) throws IOException {
    try (var files = Files.list(CASES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .map(file -> Named.of(file.getFileName().toString(), file))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validManifestIsAccepted(Path file) throws IOException {
    assertThat(READER.read(Files.readString(file))).isInstanceOf(Reading.Accepted.class);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readingADefaultedManifestAgainChangesNothing(Path file) throws IOException {
    String once = json(Manifests.accepted(READER.read(Files.readString(file))));

    String twice = json(Manifests.accepted(READER.read(once)));

    assertThat(twice).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidManifestIsRefusedForTheNamedFieldAlone(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String field = lines.get(1).substring(REFUSED.length());

    List<Violation> violations = Manifests.refused(READER.read(String.join("\n", lines)));

    assertThat(violations).extracting(Violation::path).containsExactly(field);
    assertThat(violations.getFirst().message())
        .containsPattern("(use|give|keep|remove|raise|did you mean|expected|fields are|write) ?");
  }

  private static String json(AdapterJob job) throws IOException {
    return new ObjectMapper().writeValueAsString(job);
  }
}
