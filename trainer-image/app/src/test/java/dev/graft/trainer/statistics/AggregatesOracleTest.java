package dev.graft.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Against rliable, scipy and statsmodels; {@code src/test/oracle/aggregates.py} makes the fixture.
 */
class AggregatesOracleTest {
  /** The formulas differ in the order of their sums, no more. */
  private static final double TOLERANCE = 1e-12;

  /**
   * Of an interval's end: both were drawn, thousands of times, and lie on a grid that is as coarse
   * as the success of one episode in the mean of all.
   */
  private static final double DRAWN = 0.02;

  @Test
  void meansAndTheirPigeonholeIntervalsEqualNumpys() throws IOException {
    for (JsonNode one : fixture().get("cases")) {
      Estimate mean = Aggregate.mean(method(one.get("first")));
      assertThat(mean.value()).isEqualTo(one.get("mean").asDouble(), within(TOLERANCE));
      assertIntervalIs(mean.interval95(), one.get("meanInterval"));
    }
  }

  @Test
  void interquartileMeansAndTheirIntervalsEqualRliables() throws IOException {
    for (JsonNode one : fixture().get("cases")) {
      Estimate mean = Aggregate.interquartileMean(method(one.get("first")));
      assertThat(mean.value())
          .isEqualTo(one.get("interquartileMean").asDouble(), within(TOLERANCE));
      assertIntervalIs(mean.interval95(), one.get("interquartileMeanInterval"));
    }
  }

  @Test
  void probabilitiesOfImprovementEqualRliablesAndScipysMannWhitneyStatistic() throws IOException {
    for (JsonNode one : fixture().get("cases")) {
      Estimate improvement =
          Aggregate.probabilityOfImprovement(method(one.get("first")), method(one.get("second")));
      assertThat(improvement.value())
          .isEqualTo(one.get("improvement").asDouble(), within(TOLERANCE))
          .isEqualTo(one.get("mannWhitney").asDouble(), within(TOLERANCE));
      assertIntervalIs(improvement.interval95(), one.get("improvementInterval"));
    }
  }

  @Test
  void signFlipTestsEqualScipysEnumerationOfAllPatterns() throws IOException {
    JsonNode flips = fixture().get("flips");
    assertThat(flips).hasSizeGreaterThan(4);
    for (JsonNode one : flips) {
      assertThat(SignFlipTest.pValue(method(one.get("first")), method(one.get("second"))))
          .isEqualTo(one.get("pValue").asDouble(), within(TOLERANCE));
    }
  }

  @Test
  void holmsCorrectionsEqualStatsmodels() throws IOException {
    for (JsonNode one : fixture().get("holm")) {
      assertThat(HolmCorrection.adjust(numbers(one.get("pValues"))))
          .usingElementComparator((a, b) -> Math.abs(a - b) < TOLERANCE ? 0 : 1)
          .containsExactlyElementsOf(numbers(one.get("adjusted")));
    }
  }

  private static void assertIntervalIs(Optional<Interval> interval, JsonNode expected) {
    assertThat(interval.isPresent()).isEqualTo(expected != null);
    if (interval.isPresent()) {
      assertThat(interval.get().low()).isEqualTo(expected.get(0).asDouble(), within(DRAWN));
      assertThat(interval.get().high()).isEqualTo(expected.get(1).asDouble(), within(DRAWN));
    }
  }

  private static List<TaskOutcomes> method(JsonNode outcomes) {
    List<TaskOutcomes> tasks = new ArrayList<>();
    for (JsonNode task : outcomes) {
      List<List<Boolean>> runs = new ArrayList<>();
      task.forEach(run -> runs.add(run.valueStream().map(one -> one.asInt() == 1).toList()));
      tasks.add(new TaskOutcomes("task-" + tasks.size(), runs));
    }
    return tasks;
  }

  private static List<Double> numbers(JsonNode array) {
    return array.valueStream().map(JsonNode::asDouble).toList();
  }

  private static JsonNode fixture() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(AggregatesOracleTest.class.getResourceAsStream("aggregates.json"))) {
      return new ObjectMapper().readTree(file);
    }
  }
}
