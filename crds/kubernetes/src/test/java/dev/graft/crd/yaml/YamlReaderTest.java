package dev.graft.crd.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  @ParameterizedTest
  @CsvSource({
    "1e-4, 1.0E-4",
    "1.0e-4, 1.0E-4",
    "0.0001, 1.0E-4",
    "1E3, 1000.0",
    ".5, 0.5",
    "1., 1.0",
    "+3, 3",
    "-7, -7",
    "1_000, 1000",
    "0x1F, 31",
    "0b101, 5",
    "0o17, 15",
    "017, 15",
    "0, 0",
    "9223372036854775807, 9223372036854775807",
    "yes, true",
    "off, false",
    "~, null",
    "'\"1e-4\"', '\"1e-4\"'",
    "'!!str 1e-4', '\"1e-4\"'",
    "'&a 1e-4', 1.0E-4",
    "1:30, '\"1:30\"'",
    "2026-01-01, '\"2026-01-01\"'",
    "1e-4x, '\"1e-4x\"'",
  })
  void plainScalarMeansWhatKubernetesTakesItFor(String text, String json) throws YamlException {
    var document = YamlReader.read("value: " + text).getFirst();

    assertThat(document.root().get("value")).hasToString(json);
  }

  @Test
  void linesAreKnownByPath() throws YamlException {
    var document =
        YamlReader.read(
                """
                # a comment
                spec:
                  seeds:
                    - 1
                    - 2
                """)
            .getFirst();

    assertThat(document.lines())
        .containsEntry("spec", 2)
        .containsEntry("spec.seeds", 3)
        .containsEntry("spec.seeds[1]", 5);
  }

  @Test
  void aliasesAndMergeKeysAreResolved() throws YamlException {
    var document =
        YamlReader.read("base: &b {x: 1, y: 2}\ncopy: *b\nmerged: {<<: *b, y: 3}").getFirst();

    assertThat(document.root())
        .hasToString(
            "{\"base\":{\"x\":1,\"y\":2},\"copy\":{\"x\":1,\"y\":2},\"merged\":{\"y\":3,\"x\":1}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\na: 2' | 2 | names 'a' twice; keep one of them",
        "'a: {b: 1,\n b: 2}' | 2 | names 'a.b' twice; keep one of them",
        "'a: &x [*x]' | 1 | has an alias that contains itself; write it out",
        "'a: 1\n? [b]\n: 2' | 2 | has a key that is no plain word; use a field name",
        "'a: {<<: 1}' | 1 | merges something that is no mapping with '<<'",
      })
  void faultIsNamedWithItsLine(String text, int line, String problem) {
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read(text))
        .satisfies(e -> assertThat(e.line()).isEqualTo(line))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
  }

  @Test
  void brokenSyntaxIsNamedWithItsLine() {
    assertThatExceptionOfType(YamlException.class)
        .isThrownBy(() -> YamlReader.read("a: 1\nb: [1, 2\n"))
        .satisfies(e -> assertThat(e.line()).isEqualTo(3))
        .satisfies(e -> assertThat(e.problem()).startsWith("is not valid YAML: "));
  }
}
