package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.suites.RefusedGoalException;
import dev.graft.suites.RefusedGoalException.Field;
import dev.graft.suites.Suite;
import dev.graft.suites.UnknownTaskException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkGoalsTest {
  private static final Suite SUITE = new MetaWorld();

  @Test
  void numbersAreThoseOfTheAuthorsGenerator() {
    // numpy: np.random.seed(5489); np.random.random_sample(2); then the 10,000th
    MersenneTwister random = new MersenneTwister(5489);
    double[] numbers = IntStream.range(0, 10_000).mapToDouble(i -> random.next()).toArray();
    assertThat(numbers[0]).isEqualTo(0.8147236863931789);
    assertThat(numbers[1]).isEqualTo(0.9057919370756192);
    assertThat(numbers[9_999]).isEqualTo(0.4693639700610869);
  }

  @Test
  void theTestGoalsOfOneTaskAreTheTrainingGoalsOfTheNextSeed() {
    assertThat(SUITE.goals("ML1-test").randomVector("push-v3", 6, 9))
        .isEqualTo(SUITE.goals("ML1-train").randomVector("push-v3", 7, 9))
        .isEqualTo(SUITE.goals("MT1").randomVector("push-v3", 7, 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ML10", "ML45"})
  void aWholeBenchmarkHasTheGoalsOfTheHalfThatHasTheTask(String benchmark) {
    for (String half : List.of(benchmark + "-train", benchmark + "-test")) {
      for (String task : Objects.requireNonNull(SUITE.splits().get(half))) {
        assertThat(SUITE.goals(benchmark).randomVector(task, 3, 49))
            .isEqualTo(SUITE.goals(half).randomVector(task, 3, 49));
      }
    }
  }

  @Test
  void goalsWithoutABenchmarkAreGraftsOwn() {
    assertThat(SUITE.goals("").randomVector("reach-v3", -7, 1_000))
        .isEqualTo(SUITE.randomVector("reach-v3", -7, 1_000));
    assertThat(SUITE.goals("").perTask()).isEqualTo(Integer.MAX_VALUE);
    assertThat(SUITE.goals("ML45-test").perTask()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MT2 | reach-v3 | 0 | 0 | BENCHMARK | is 'MT2': give one of MT1, MT10, MT50, ML1-train,",
        "MT10 | door-lock-v3 | 0 | 0 | BENCHMARK | is 'MT10': it has no task 'door-lock-v3'; give MT1, MT50,",
        "ML45-train | door-lock-v3 | 0 | 0 | BENCHMARK | is 'ML45-train': it has no task 'door-lock-v3'",
        "MT1 | reach-v3 | -1 | 0 | SEED | is -1: MT1 takes 0 to 4294967295",
        "ML1-test | reach-v3 | 4294967295 | 0 | SEED | is 4294967295: ML1-test takes 0 to 4294967294",
        "MT50 | reach-v3 | 0 | 50 | INDEX | is 50: MT50 has goals 0 to 49 of a task",
        "MT50 | reach-v3 | 0 | -1 | INDEX | is -1: MT50 has goals 0 to 49 of a task",
        "'' | reach-v3 | 0 | -1 | INDEX | is -1: give 0 or more",
      })
  void aGoalThatThereIsNotIsRefused(
      String benchmark, String task, long seed, int index, Field field, String message) {
    assertThatThrownBy(() -> SUITE.goals(benchmark).randomVector(task, seed, index))
        .isInstanceOfSatisfying(
            RefusedGoalException.class, refusal -> assertThat(refusal.field()).isEqualTo(field))
        .hasMessageStartingWith(message);
  }

  @Test
  void anUnknownTaskIsRefusedAsEverywhere() {
    assertThatThrownBy(() -> SUITE.goals("MT1").randomVector("raech-v3", 0, 0))
        .isInstanceOf(UnknownTaskException.class)
        .hasMessageContaining("reach-v3");
  }
}
