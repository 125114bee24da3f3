package dev.graft.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildNamesTest {
  private static final String DIGEST = "0123456789abcdef0123456789abcdef";

  @Test
  void shortNamesStayReadable() {
    assertThat(ChildNames.of("doors", Role.SIMULATOR)).isEqualTo("doors-sim");
    assertThat(ChildNames.of("doors", Role.RUNS, DIGEST)).isEqualTo("doors-runs-0123456789");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.name.with.dots",
        "0-starts-with-a-digit",
        "a-name-that-is-so-long-that-nothing-could-be-appended-to-it-without-going-over-the-limit"
      })
  void whatDoesNotFitBecomesALabelThatDoes(String job) {
    String name = ChildNames.of(job, Role.BACKBONE, DIGEST);

    assertThat(name)
        .hasSizeLessThanOrEqualTo(ChildNames.MAX_LENGTH)
        .matches("[a-z]([a-z0-9-]*[a-z0-9])?")
        .endsWith("-backbone-0123456789");
  }

  @Test
  void namesThatAreShortenedAlikeStayDifferent() {
    String prefix = "x".repeat(80);

    assertThat(ChildNames.of(prefix + "a", Role.PLAN))
        .isNotEqualTo(ChildNames.of(prefix + "b", Role.PLAN));
    assertThat(ChildNames.of("a.b", Role.PLAN)).isNotEqualTo(ChildNames.of("a-b", Role.PLAN));
  }

  @Test
  void attemptsHaveDifferentNames() {
    assertThat(ChildNames.of("doors", Role.RUNS, "aaaaaaaaaaaa"))
        .isNotEqualTo(ChildNames.of("doors", Role.RUNS, "bbbbbbbbbbbb"));
  }
}
