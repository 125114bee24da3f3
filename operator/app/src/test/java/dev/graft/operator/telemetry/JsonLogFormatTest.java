package dev.graft.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

class JsonLogFormatTest {
  @AfterEach
  void forget() {
    MDC.clear();
  }

  @Test
  void lineIsOneJsonObjectThatNamesTheAdapterJob() throws JsonProcessingException {
    MDC.put("resource.name", "doors");
    MDC.put("resource.namespace", "robots");

    JsonNode line = line(new LogRecord(Level.WARNING, "two\nlines and a \"quote\""));

    assertThat(line.path("level").asText()).isEqualTo("warn");
    assertThat(line.path("message").asText()).isEqualTo("two\nlines and a \"quote\"");
    assertThat(line.path("adapterJob").asText()).isEqualTo("doors");
    assertThat(line.path("namespace").asText()).isEqualTo("robots");
  }

  @Test
  void exceptionComesWithItsStack() throws JsonProcessingException {
    LogRecord record = new LogRecord(Level.SEVERE, "failed");
    record.setThrown(new IllegalStateException("why"));

    JsonNode line = line(record);

    assertThat(line.path("level").asText()).isEqualTo("error");
    assertThat(line.path("exception").asText()).contains("why", "exceptionComesWithItsStack");
    assertThat(line.has("adapterJob")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"SEVERE, error", "WARNING, warn", "INFO, info", "CONFIG, debug", "FINE, debug"})
  void levelIsOneOfFour(String level, String word) throws JsonProcessingException {
    JsonNode line = line(new LogRecord(Level.parse(level), "text"));

    assertThat(line.path("level").asText()).isEqualTo(word);
  }

  @ParameterizedTest
  @EnumSource(LogLevel.class)
  void levelsAreNamedInConfigurationsAsInLines(LogLevel level) {
    assertThat(LogLevel.named(level.word())).contains(level);
    assertThat(LogLevel.of(level.level())).isEqualTo(level);
  }

  private static JsonNode line(LogRecord record) throws JsonProcessingException {
    String text = new JsonLogFormat().format(record);
    assertThat(text.strip()).doesNotContain("\n");
    return new ObjectMapper().readTree(text);
  }
}
