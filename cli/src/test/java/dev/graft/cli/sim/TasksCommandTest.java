package dev.graft.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.suites.CameraInfo;
import dev.graft.suites.Environment;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TasksCommandTest {
  /** A suite of which one task is seen by another camera than the others are. */
  private static final Suite MIXED =
      new Suite() {
        @Override
        public String name() {
          return "Mixed";
        }

        @Override
        public List<TaskInfo> tasks() {
          return List.of(info("a"), info("b"), info("c"));
        }

        private static TaskInfo info(String name) {
          return new TaskInfo(name, 2, 1, 0, 1, 9);
        }

        @Override
        public List<CameraInfo> cameras(String task) {
          return task.equals("b")
              ? List.of(new CameraInfo("hand", "the fingers"))
              : List.of(new CameraInfo("top", "the table"), new CameraInfo("side", "the arm"));
        }

        @Override
        public Environment open(String task) {
          throw new UnsupportedOperationException("listing opens nothing");
        }

        @Override
        public double[] randomVector(String task, long seed, int index) {
          throw new UnsupportedOperationException("listing draws nothing");
        }
      };

  @Test
  void namesTheTasksOfEachListOfCamerasWhereTheyDiffer() {
    StringWriter out = new StringWriter();
    List<TaskLookup> tasks =
        MIXED.tasks().stream().map(task -> new TaskLookup(MIXED, task)).toList();
    TasksCommand.printCameras(tasks, new PrintWriter(out, true));
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """

            CAMERA            WHAT IT SEES OF a, c
            top               the table
            side              the arm

            CAMERA            WHAT IT SEES OF b
            hand              the fingers
            """);
  }
}
