package dev.graft.simulator.server.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.simulator.server.FakeSuite;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.TaskStart;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderTest {
  private static final Catalogue CATALOGUE = new Catalogue(List.of(new FakeSuite()));

  private static TaskStart start(int episode, int goalIndex) {
    return TaskStart.newBuilder().setEpisode(episode).setGoalIndex(goalIndex).build();
  }

  private static Order order(TaskStart... starts) {
    return Order.of(
        CollectDemonstrationsRequest.newBuilder()
            .setSuite(FakeSuite.NAME)
            .addAllTasks(List.of("solved-at-3", "solved-at-5"))
            .setPerTask(4)
            .setMaxSteps(FakeSuite.HORIZON)
            .addAllStarts(Arrays.asList(starts))
            .build(),
        CATALOGUE);
  }

  @Test
  void everyTaskBeginsAtItsBeginningUnlessToldOtherwise() {
    assertThat(order().starts()).containsExactly(Order.Start.FIRST, Order.Start.FIRST);
    assertThat(order(start(3, 5), start(0, 0)).starts())
        .containsExactly(new Order.Start(3, 5), Order.Start.FIRST);
  }

  @Test
  void refusesStartsOfOtherTasksThanThoseOfTheOrder() {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> order(start(1, 1)))
        .withMessageContaining("starts count is 1: give none, or one for each of the tasks");
  }

  @ParameterizedTest
  @CsvSource({
    "4, 4, starts[1].episode is 4: give 0 to 3",
    "-1, 0, starts[1].episode is -1: give 0 to 3",
    "2, 1, starts[1].goal_index is 1: give 2 to 50",
    "2, 51, starts[1].goal_index is 51: give 2 to 50",
    "0, 1, starts[1].goal_index is 1: give 0 to 0"
  })
  void refusesAStartThatNoCollectionReaches(int episode, int goalIndex, String message) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> order(start(0, 0), start(episode, goalIndex)))
        .withMessageContaining(message);
  }
}
