package dev.graft.cli.sim;

import dev.graft.cli.CommandFailure;
import dev.graft.simulator.server.InstalledSuites;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import dev.graft.suites.UnknownTaskException;
import java.util.List;

/** A task found by its name alone; names differ between suites. */
record TaskLookup(Suite suite, TaskInfo info) {
  /**
   * The task of this name.
   *
   * @param field what the name was given for, such as {@code --task}
   */
  static TaskLookup find(String field, String name) {
    List<TaskInfo> all =
        InstalledSuites.all().stream().flatMap(suite -> suite.tasks().stream()).toList();
    for (Suite suite : InstalledSuites.all()) {
      for (TaskInfo task : suite.tasks()) {
        if (task.name().equals(name)) {
          return new TaskLookup(suite, task);
        }
      }
    }
    String near =
        new UnknownTaskException(name, all.stream().map(TaskInfo::name).toList()).getMessage();
    throw CommandFailure.usage(field + ": " + near + " 'graft sim tasks' lists them all");
  }
}
