package dev.graft.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"b\": 1, \"a\": [true, null, \"x\"]} | {\"a\":[true,null,\"x\"],\"b\":1}",
        "[1e-4, 1.0E-4, 0.00010] | [0.0001,0.0001,0.0001]",
        "[200, 200.0, 2e2] | [200,200,200]",
        "[0, -0.0, 0e5] | [0,0,0]",
        "\"a \\\"quoted\\\" word\" | \"a \\\"quoted\\\" word\"",
      })
  void canonicalFormDoesNotDependOnNotation(String json, String canonical)
      throws JsonProcessingException {
    assertThat(Digest.canonical(new ObjectMapper().readTree(json))).isEqualTo(canonical);
  }

  /** The expected value is what {@code printf 'thing/1\n{"a":0.5,"b":[1]}' | sha256sum} prints. */
  @Test
  void digestIsTheSha256OfKindAndCanonicalForm() {
    assertThat(Digest.of("thing/1", Map.of("b", new int[] {1}, "a", 0.5)))
        .isEqualTo("7fe4e9a09675d26099e704af94b07f4997e254219f967346f44b4e22c4cd2f9d");
  }

  @Test
  void kindsWithEqualContentDiffer() {
    assertThat(Digest.of("one/1", Map.of())).isNotEqualTo(Digest.of("two/1", Map.of()));
  }
}
