package dev.graft.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.CommandFailure;
import dev.graft.crd.AdapterJob;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobOrderTest {
  @Test
  void eachJobComesAfterThoseItRefersToAndOtherwiseAsGiven() {
    assertThat(
            names(
                Jobs.onBackboneOf("backbone", "second"),
                Jobs.pretraining("alone"),
                Jobs.onBackboneOf("second", "third"),
                Jobs.pretraining("backbone"),
                Jobs.onBackboneOf("elsewhere", "last")))
        .containsExactly("backbone", "second", "alone", "third", "last");
  }

  @Test
  void aJobOnAModelComesAfterThoseThatRegisterIt() {
    assertThat(
            names(
                Jobs.onModel("models:/doors@champion", "user"),
                Jobs.registering("drawers", "alone"),
                Jobs.registering("doors", "first-maker"),
                Jobs.registering("doors", "second-maker")))
        .containsExactly("first-maker", "second-maker", "user", "alone");
  }

  @Test
  void aCircleIsRefusedWithTheWayRound() {
    assertThatThrownBy(
            () ->
                names(
                    Jobs.onBackboneOf("c", "a"),
                    Jobs.onBackboneOf("a", "b"),
                    Jobs.onBackboneOf("b", "c")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("a -> c -> b -> a");
  }

  @Test
  void twoJobsOfOneNameAreRefused() {
    assertThatThrownBy(() -> names(Jobs.pretraining("same"), Jobs.onBackboneOf("x", "same")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("metadata.name")
        .hasMessageContaining("'same'");
  }

  private static List<String> names(AdapterJob... jobs) {
    return JobOrder.of(List.of(jobs)).stream().map(job -> job.getMetadata().getName()).toList();
  }
}
