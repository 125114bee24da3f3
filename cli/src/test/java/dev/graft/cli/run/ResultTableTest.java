package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.statistics.SuccessRate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final int TERMINAL_WIDTH = 100;

  @Test
  void aRowForEachRunAndTheirMean() {
    assertThat(ResultTable.lines(List.of(row("door-lock-v3", 45), row("door-unlock-v3", 50))))
        .containsExactly(
            "TASK            SEED  RANDOM  ZERO-SHOT    ADAPTED  95 % INTERVAL  AT END  EXPERT  P"
                + "      TIME",
            "door-lock-v3    0     0.04    0.02 / 0.10  0.90     [0.79, 0.96]   0.88    0.98"
                + "    2e-11  1:15",
            "door-unlock-v3  0     0.04    0.02 / 0.10  1.00     [0.93, 1.00]   0.98    0.98"
                + "    2e-11  1:15",
            "mean                  0.04    0.02 / 0.10  0.95     [0.89, 0.98]   0.93    0.98");
  }

  @Test
  void fitsATerminalWithItsLegend() {
    List<ResultRow> rows = List.of(row("button-press-v3", 45), row("stick-pull-v3", 50));

    assertThat(ResultTable.lines(rows)).allMatch(line -> line.length() <= TERMINAL_WIDTH);
    assertThat(ResultTable.legend(rows))
        .allMatch(line -> line.length() <= TERMINAL_WIDTH)
        .first()
        .asString()
        .contains("50 unseen goals");
  }

  @Test
  void oneRunNeedsNoMean() {
    assertThat(ResultTable.lines(List.of(row("door-lock-v3", 45)))).hasSize(2);
  }

  @Test
  void pretrainingAloneHasNoTable() {
    assertThat(ResultTable.lines(List.of())).isEmpty();
    assertThat(ResultTable.legend(List.of())).isEmpty();
  }

  @Test
  void whatWasNotMeasuredIsADash() {
    ResultRow row = row("a", 45, Optional.empty());

    assertThat(ResultTable.lines(List.of(row, row)))
        .last()
        .isEqualTo("mean        0.04    0.02 / 0.10  0.90     [0.83, 0.94]   -       0.98");
  }

  private static ResultRow row(String task, int successes) {
    return row(task, successes, Optional.of(new SuccessRate(successes - 1, 50)));
  }

  private static ResultRow row(String task, int successes, Optional<SuccessRate> lastStep) {
    return new ResultRow(
        task,
        0,
        new SuccessRate(2, 50),
        new SuccessRate(1, 50),
        new SuccessRate(5, 50),
        new SuccessRate(successes, 50),
        lastStep,
        new SuccessRate(49, 50),
        2e-11,
        Duration.ofSeconds(75));
  }
}
