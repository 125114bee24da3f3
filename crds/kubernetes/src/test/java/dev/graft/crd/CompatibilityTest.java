package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an earlier definition took, the present one takes: clusters hold objects that were
 * accepted then. {@code released} begins with the definition that compatibility is kept from, and
 * each release adds its own.
 */
class CompatibilityTest {
  private static final Path RELEASED = Path.of("src/test/resources/released");
  private static final YAMLMapper YAML = new YAMLMapper();

  static Stream<Path> released() throws IOException {
    try (var files = Files.list(RELEASED)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void presentDefinitionIsNowhereNarrower(Path definition) throws IOException {
    JsonNode before = schema(Files.readString(definition));

    assertThat(Narrowing.between(before, schema(AdapterJobCrd.yaml()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{properties: {a: {type: string}}} | {properties: {}} | .a: is gone",
        "{properties: {a: {type: string}}} | {properties: {a: {type: integer}}} | .a: type was",
        "{maximum: 5} | {maximum: 4} | maximum was 5",
        "{minimum: 5} | {minimum: 6} | minimum was 5",
        "{type: string} | {type: string, maxLength: 9} | maxLength was null",
        "{enum: [a, b]} | {enum: [a]} | \"b\" is no longer known",
        "{type: string} | {type: string, enum: [a]} | any value was known",
        "{type: string} | {type: string, pattern: a} | pattern was null",
        "{properties: {}} | {properties: {}, required: [a]} | \"a\" has become required",
        "{items: {maximum: 2}} | {items: {maximum: 1}} | []: maximum was 2"
      })
  void narrowerSchemaIsFound(String before, String now, String finding) throws IOException {
    assertThat(Narrowing.between(YAML.readTree(before), YAML.readTree(now)))
        .singleElement()
        .asString()
        .contains(finding);
  }

  @Test
  void widerSchemaIsFine() throws IOException {
    JsonNode before =
        YAML.readTree("{required: [a], properties: {a: {maximum: 4, pattern: x}}, enum: [1]}");
    JsonNode now = YAML.readTree("{properties: {a: {maximum: 5}, b: {}}, enum: [1, 2]}");

    assertThat(Narrowing.between(before, now)).isEmpty();
  }

  private static JsonNode schema(String crd) throws IOException {
    return YAML.readTree(crd).at("/spec/versions/0/schema/openAPIV3Schema");
  }
}
