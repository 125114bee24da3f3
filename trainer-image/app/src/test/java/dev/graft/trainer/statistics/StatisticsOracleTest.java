package dev.graft.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against scipy; {@code src/test/oracle/statistics.py} makes the fixture. */
class StatisticsOracleTest {
  /** The formulas differ in the order of their sums, no more. */
  private static final double TOLERANCE = 1e-12;

  @Test
  void wilsonIntervalsEqualScipys() throws IOException {
    JsonNode rates = fixture().get("rates");
    assertThat(rates).hasSizeGreaterThan(30);
    for (JsonNode rate : rates) {
      Interval interval =
          new SuccessRate(rate.get("successes").asInt(), rate.get("trials").asInt()).interval95();
      assertThat(interval.low()).as("%s", rate).isEqualTo(number(rate, "low"), within(TOLERANCE));
      assertThat(interval.high()).as("%s", rate).isEqualTo(number(rate, "high"), within(TOLERANCE));
    }
  }

  @Test
  void exactMcNemarTestsEqualScipysBinomialTest() throws IOException {
    for (JsonNode pair : fixture().get("pairs")) {
      assertThat(comparison(pair).pValue())
          .as("%s", pair)
          .isEqualTo(number(pair, "pValue"), within(TOLERANCE));
    }
  }

  @Test
  void intervalsOfTheDifferenceEqualThoseFromTheMomentsOfTheDifferences() throws IOException {
    for (JsonNode pair : fixture().get("pairs")) {
      Interval interval = comparison(pair).difference95();
      assertThat(interval.low()).as("%s", pair).isEqualTo(number(pair, "low"), within(TOLERANCE));
      assertThat(interval.high()).as("%s", pair).isEqualTo(number(pair, "high"), within(TOLERANCE));
    }
  }

  @Test
  void swappingThePoliciesTurnsTheDifferenceAndKeepsThePValue() {
    PairedComparison one =
        PairedComparison.of(List.of(true, true, true, false), List.of(false, false, true, false));
    PairedComparison other =
        PairedComparison.of(List.of(false, false, true, false), List.of(true, true, true, false));

    assertThat(one).isEqualTo(new PairedComparison(1, 2, 0, 1));
    assertThat(other.difference()).isEqualTo(-one.difference());
    assertThat(other.pValue()).isEqualTo(one.pValue());
  }

  @Test
  void refusesUnequalNumbersOfOutcomes() {
    assertThatThrownBy(() -> PairedComparison.of(List.of(true), List.of()))
        .hasMessageContaining("1 and 0 outcomes");
  }

  @Test
  void refusesMoreSuccessesThanTrials() {
    assertThatThrownBy(() -> new SuccessRate(3, 2)).hasMessageContaining("successes 3");
  }

  private static PairedComparison comparison(JsonNode pair) {
    return new PairedComparison(
        pair.get("both").asInt(),
        pair.get("onlyFirst").asInt(),
        pair.get("onlySecond").asInt(),
        pair.get("neither").asInt());
  }

  private static double number(JsonNode node, String name) {
    return node.get(name).asDouble();
  }

  private static JsonNode fixture() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(StatisticsOracleTest.class.getResourceAsStream("statistics.json"))) {
      return new ObjectMapper().readTree(file);
    }
  }
}
