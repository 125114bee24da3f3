package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.mujoco.MujocoException;
import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.Quality;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import dev.graft.suites.TaskInfo;
import dev.graft.suites.UnknownTaskException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetaWorldIT {
  private static final MetaWorld SUITE = new MetaWorld();
  private static final float[] UP = {0, 0, 1, 0};

  static Stream<TaskInfo> tasks() {
    return SUITE.tasks().stream();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void aTaskObservesItsGoalWhereItSaysItIs(TaskInfo task) {
    try (Environment environment = SUITE.open(task.name())) {
      environment.reset(SUITE.randomVector(task.name(), 0, 0));
      double[] goal =
          Arrays.copyOfRange(
              environment.observation(), task.goalOffset(), task.goalOffset() + task.goalSize());
      assertThat(environment.observation()).hasSize(task.observationSize());
      assertThat(Arrays.stream(goal).anyMatch(x -> x != 0)).isTrue();
      assertThat(environment.reward()).isZero();
      assertThat(environment.success()).isFalse();
    }
  }

  @Test
  void environmentsOfOneSceneDoNotDisturbEachOther() {
    try (Environment alone = SUITE.open("door-open-v3");
        Environment one = SUITE.open("door-open-v3");
        Environment other = SUITE.open("door-close-v3")) {
      alone.reset(SUITE.randomVector("door-open-v3", 0, 0));
      alone.step(UP);
      one.reset(SUITE.randomVector("door-open-v3", 0, 0));
      other.reset(SUITE.randomVector("door-close-v3", 0, 1));
      other.step(UP);
      one.step(UP);
      assertThat(one.observation()).isEqualTo(alone.observation());
    }
  }

  @Test
  void environmentsRunInParallel() {
    double[] expected = episode();
    Stream.generate(() -> CompletableFuture.supplyAsync(MetaWorldIT::episode))
        .limit(4)
        .toList()
        .forEach(observation -> assertThat(observation.join()).isEqualTo(expected));
  }

  private static double[] episode() {
    try (Environment environment = SUITE.open("push-v3")) {
      environment.reset(SUITE.randomVector("push-v3", 1, 2));
      double[] wanted = new double[4];
      for (int step = 0; step < 60; step++) {
        environment.scriptedAction(wanted);
        environment.step(
            new float[] {
              (float) wanted[0], (float) wanted[1], (float) wanted[2], (float) wanted[3]
            });
      }
      return environment.observation().clone();
    }
  }

  @Test
  void stepsBeforeAResetAndAfterTheHorizonAreRefused() {
    try (Environment environment = SUITE.open("reach-v3")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> environment.step(UP))
          .withMessageContaining("never reset");
      environment.reset(SUITE.randomVector("reach-v3", 0, 0));
      for (int step = 0; step < 500; step++) {
        environment.step(UP);
      }
      assertThatIllegalStateException()
          .isThrownBy(() -> environment.step(UP))
          .withMessageContaining("500 steps");
    }
  }

  @Test
  void wrongActionsAreRefusedAndChangeNothing() {
    try (Environment environment = SUITE.open("reach-v3")) {
      environment.reset(SUITE.randomVector("reach-v3", 0, 0));
      double[] before = environment.observation().clone();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> environment.step(new float[3]))
          .withMessage("action has 3 numbers, must have 4");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> environment.step(new float[] {0, Float.NaN, 0, 0}))
          .withMessage("action[1] is NaN, must be a finite number");
      assertThat(environment.observation()).isEqualTo(before);
    }
  }

  @Test
  void anUnknownTaskIsRefusedNamingTheNearest() {
    assertThatThrownBy(() -> SUITE.open("door-opem-v3"))
        .isInstanceOf(UnknownTaskException.class)
        .hasMessageContaining("door-open-v3");
  }

  @Test
  void anUnknownCameraIsRefusedNamingTheKnownOnes() {
    try (Environment environment = SUITE.open("reach-v3")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> environment.camera(settings("corner9")))
          .withMessageContaining("corner2");
    }
  }

  @Test
  void aCameraFilmsTheArmMoving() {
    try (Environment environment = SUITE.open("reach-v3")) {
      environment.reset(SUITE.randomVector("reach-v3", 0, 0));
      try (FrameSource camera = camera(environment)) {
        byte[] before = camera.rgb();
        for (int step = 0; step < 10; step++) {
          environment.step(UP);
        }
        assertThat(before).hasSize(3 * 64 * 48);
        assertThat(camera.rgb()).isNotEqualTo(before);
      }
    }
  }

  private static CameraSettings settings(String camera) {
    return new CameraSettings(camera, new PictureSize(64, 48), Quality.FAST);
  }

  private static FrameSource camera(Environment environment) {
    try {
      return environment.camera(settings("corner2"));
    } catch (MujocoException e) {
      System.err.println("SKIPPED, filming is not tested: " + e.getMessage());
      return Assumptions.abort(e.getMessage());
    }
  }
}
