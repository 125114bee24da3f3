package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A script in Python that makes oracle cases, and the fixtures that it has made. */
enum OracleScript {
  /** PyTorch, written plainly. */
  PLAIN("policy_oracle.py", "oracle", 27),
  /** The packages {@code peft} and {@code adapters}. */
  PACKAGES("package_oracle.py", "package-oracle", 7);

  private static final int NOT_INSTALLED = 3;

  private final String script;
  private final String fixtures;
  private final int cases;

  OracleScript(String script, String fixtures, int cases) {
    this.script = script;
    this.fixtures = fixtures;
    this.cases = cases;
  }

  /** The committed cases of all scripts. */
  static Stream<OracleCase> allFixtures() throws IOException {
    List<OracleCase> all = new ArrayList<>();
    for (OracleScript script : values()) {
      all.addAll(script.fixtures());
    }
    return all.stream();
  }

  /** The committed cases. */
  List<OracleCase> fixtures() throws IOException {
    return read(Path.of("src", "test", "resources", "dev", "graft", "learning", fixtures));
  }

  /** Makes the cases with numbers of another seed, 0 being that of the fixtures. */
  List<OracleCase> make(Path folder, long seed) throws IOException, InterruptedException {
    String python = System.getenv("GRAFT_ORACLE_PYTHON");
    assumeTrue(
        python != null,
        "skipped: GRAFT_ORACLE_PYTHON names no Python with torch and safetensors installed");
    Path file = Path.of("src", "test", "python", script);
    ProcessBuilder builder =
        new ProcessBuilder(
            python, file.toString(), folder.toString(), "--seed", Long.toString(seed));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    int status = builder.inheritIO().start().waitFor();
    assumeTrue(status != NOT_INSTALLED, "skipped: that Python lacks what " + script + " compares");
    assertThat(status).isZero();
    return read(folder);
  }

  private List<OracleCase> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<OracleCase> read = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        read.add(OracleCase.read(file));
      }
      assertThat(read).hasSize(cases);
      return read;
    }
  }
}
