package dev.graft.simulator.server.task;

import dev.graft.suites.Suite;
import dev.graft.suites.UnknownTaskException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The suites of a server and their tasks. Immutable. */
public final class Catalogue {
  private static final int LONGEST_NAME = 100;

  private final List<Suite> suites;

  /** Of these suites, in this order. */
  public Catalogue(List<Suite> suites) {
    this.suites = List.copyOf(suites);
  }

  /** Every task of every suite. */
  public List<BenchmarkTask> tasks() {
    return suites.stream()
        .flatMap(suite -> suite.tasks().stream().map(info -> new BenchmarkTask(suite, info)))
        .toList();
  }

  /**
   * Tasks of one suite, by name; a name may come more than once.
   *
   * @param prefix of the fields in a refusal, such as {@code open.}
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT for an unknown name or none
   */
  public List<BenchmarkTask> tasks(String prefix, String suiteName, List<String> names) {
    Suite suite = suite(prefix + "suite", suiteName);
    if (names.isEmpty()) {
      throw Refusals.invalid(prefix + "tasks", List.of(), "name at least one task");
    }
    List<BenchmarkTask> tasks = new ArrayList<>();
    for (String name : names) {
      tasks.add(task(prefix + "tasks[" + tasks.size() + "]", suite, name));
    }
    return tasks;
  }

  /** As {@link #tasks(String, String, List)}, and refuses a name that comes twice. */
  public List<BenchmarkTask> distinctTasks(String prefix, String suite, List<String> names) {
    List<BenchmarkTask> tasks = tasks(prefix, suite, names);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        throw Refusals.invalid(prefix + "tasks[" + i + "]", names.get(i), "name each task once");
      }
    }
    return tasks;
  }

  private Suite suite(String field, String name) {
    List<String> known = suites.stream().map(Suite::name).toList();
    int at = known.indexOf(name);
    if (at < 0) {
      throw Refusals.invalid(field, name, "give one of " + String.join(", ", known));
    }
    return suites.get(at);
  }

  private static BenchmarkTask task(String field, Suite suite, String name) {
    if (name.length() > LONGEST_NAME) { // to look for names like it would take long
      throw Refusals.invalid(field, name, "no task has so long a name");
    }
    try {
      return new BenchmarkTask(suite, suite.task(name));
    } catch (UnknownTaskException unknown) {
      throw Refusals.invalid(field, unknown);
    }
  }
}
