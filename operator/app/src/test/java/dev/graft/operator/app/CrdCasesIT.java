package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.crd.Violation;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What {@code graft validate} accepts an API server accepts, and what it refuses an API server
 * refuses for the same field: the manifests are those that the CRD's own tests read.
 */
class CrdCasesIT extends WithAdmin {
  private static final String REFUSED = "# refused: ";
  private static final ManifestReader READER = new ManifestReader();

  /** A manifest and its file's name, by which a failure is found. */
  record Case(String file, String manifest) {
    /** The field that the second line says is refused. */
    String refusedField() {
      String line = manifest.lines().skip(1).findFirst().orElseThrow();
      assertThat(line).startsWith(REFUSED);
      return line.substring(REFUSED.length());
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static final List<Case> VALID = cases("valid-");
  static final List<Case> INVALID = cases("invalid-");

  @ParameterizedTest
  @FieldSource("VALID")
  void validManifestIsAccepted(Case valid) {
    assertThat(Refusals.ofManifest(admin, valid.manifest())).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("INVALID")
  void invalidManifestIsRefusedForTheFieldThatGraftNames(Case invalid) {
    String field = invalid.refusedField();

    assertThat(Refusals.ofManifest(admin, invalid.manifest())).containsOnly(field);
    assertThat(READER.read(invalid.manifest()))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.violations()).extracting(Violation::path).containsOnly(field));
  }

  private static List<Case> cases(String prefix) {
    URL folder = Objects.requireNonNull(CrdCasesIT.class.getResource("/cases"), "no cases");
    try {
      URI uri = folder.toURI();
      if (uri.getScheme().equals("file")) {
        return read(Path.of(uri), prefix);
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath("cases"), prefix);
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Case> read(Path folder, String prefix) throws IOException {
    List<Case> cases = new java.util.ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix)) {
          cases.add(new Case(name, Files.readString(file)));
        }
      }
    }
    return List.copyOf(cases);
  }
}
