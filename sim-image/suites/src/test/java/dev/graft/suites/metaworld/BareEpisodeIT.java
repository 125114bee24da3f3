package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.suites.Replay;
import dev.graft.suites.TaskInfo;
import dev.graft.suites.UnknownTaskException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BareEpisodeIT {
  private static final MetaWorld SUITE = new MetaWorld();
  private static final int STEPS = 300;

  static Stream<String> tasks() {
    return SUITE.tasks().stream().map(TaskInfo::name);
  }

  /** MuJoCo's own functions are the oracle: recording fails if they end in another state. */
  @ParameterizedTest
  @MethodSource("tasks")
  void environmentsComputeWhatMujocoAloneComputes(String task) {
    double[] vector = SUITE.randomVector(task, 5, 0);
    float[][] actions = Replay.run(SUITE, Replay.scripted(task, vector, STEPS)).floatActions();
    assertThatCode(() -> SUITE.bareEpisode(task, vector, actions).close())
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAnUnknownTask() {
    assertThatThrownBy(() -> SUITE.bareEpisode("reach-v9", new double[6], new float[0][]))
        .isInstanceOf(UnknownTaskException.class);
  }
}
