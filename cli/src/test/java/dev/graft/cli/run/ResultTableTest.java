package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.statistics.SuccessRate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  @Test
  void aRowForEachRunAndTheirMean() {
    assertThat(ResultTable.lines(List.of(row("door-lock-v3", 45), row("door-unlock-v3", 50))))
        .containsExactly(
            "TASK            SEED  ZERO-SHOT     GOAL SEEN      ADAPTED        95 % INTERVAL  P"
                + "      PARAMETERS       TIME",
            "door-lock-v3    0     0.02 (1/50)   0.10 (5/50)    0.90 (45/50)   [0.79, 0.96]   2e-11"
                + "  34,048 (4.10 %)  1:15",
            "door-unlock-v3  0     0.02 (1/50)   0.10 (5/50)    1.00 (50/50)   [0.93, 1.00]   2e-11"
                + "  34,048 (4.10 %)  1:15",
            "mean                  0.02 (2/100)  0.10 (10/100)  0.95 (95/100)  [0.89, 0.98]");
  }

  @Test
  void oneRunNeedsNoMean() {
    assertThat(ResultTable.lines(List.of(row("door-lock-v3", 45)))).hasSize(2);
  }

  @Test
  void pretrainingAloneHasNoTable() {
    assertThat(ResultTable.lines(List.of())).isEmpty();
  }

  @Test
  void whatWasNotMeasuredIsADash() {
    ResultRow row =
        new ResultRow(
            "a",
            0,
            Optional.empty(),
            Optional.empty(),
            new SuccessRate(1, 2),
            Optional.empty(),
            0,
            0,
            Optional.empty());

    assertThat(ResultTable.lines(List.of(row)).getLast())
        .isEqualTo("a     0     -          -          0.50 (1/2)  [0.09, 0.91]   -  0 (0.00 %)  -");
  }

  private static ResultRow row(String task, int successes) {
    return new ResultRow(
        task,
        0,
        Optional.of(new SuccessRate(1, 50)),
        Optional.of(new SuccessRate(5, 50)),
        new SuccessRate(successes, 50),
        Optional.of(2e-11),
        34_048,
        4.1,
        Optional.of(Duration.ofSeconds(75)));
  }
}
