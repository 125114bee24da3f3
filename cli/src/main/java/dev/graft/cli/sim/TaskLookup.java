package dev.graft.cli.sim;

import dev.graft.cli.CommandFailure;
import dev.graft.simulator.server.InstalledSuites;
import dev.graft.suites.CameraInfo;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import dev.graft.suites.UnknownTaskException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task found by its name alone; names differ between suites. */
record TaskLookup(Suite suite, TaskInfo info) {
  /**
   * The task of this name.
   *
   * @param field what the name was given for, such as {@code --task}
   */
  static TaskLookup find(String field, String name) {
    Suite suite = suiteOf(name);
    try {
      return new TaskLookup(suite, suite.task(name));
    } catch (UnknownTaskException unknown) {
      throw CommandFailure.usage(field + ": " + unknown.getMessage());
    }
  }

  /** The suite that has the task; the first one, which then says what is wrong, when none has. */
  static Suite suiteOf(@Nullable String name) {
    List<Suite> suites = InstalledSuites.all();
    return suites.stream()
        .filter(suite -> suite.tasks().stream().anyMatch(task -> task.name().equals(name)))
        .findFirst()
        .orElseGet(suites::getFirst);
  }

  /** The cameras that show it. */
  List<CameraInfo> cameras() {
    return suite.cameras(info.name());
  }
}
