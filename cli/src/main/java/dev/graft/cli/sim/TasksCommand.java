package dev.graft.cli.sim;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.ResultFormat;
import dev.graft.simulator.server.InstalledSuites;
import dev.graft.suites.CameraInfo;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the tasks. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the tasks that the simulator has, and the cameras that graft sim render and graft sim"
          + " video take."
    })
final class TasksCommand implements Callable<Integer> {
  /** One task with its suite, as the JSON output shows it. */
  record Row(
      String suite,
      String name,
      int observationSize,
      int actionSize,
      int goalOffset,
      int goalSize,
      int horizon,
      List<String> cameras) {
    static Row of(TaskLookup task) {
      TaskInfo info = task.info();
      return new Row(
          task.suite().name(),
          info.name(),
          info.observationSize(),
          info.actionSize(),
          info.goalOffset(),
          info.goalSize(),
          info.horizon(),
          task.cameras().stream().map(CameraInfo::name).toList());
    }
  }

  @Mixin private ResultFormat format;

  @Option(
      names = "--split",
      description =
          "Only the tasks of a benchmark, or of its training or test half, in its order: MT10, MT50,"
              + " ML10-train, ML10-test, ML45-train, ML45-test.")
  private @Nullable String split;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  TasksCommand() {}

  @Override
  public Integer call() {
    List<TaskLookup> tasks = split == null ? all() : of(split);
    format.print(
        tasks.stream().map(Row::of).toList(),
        (rows, out) -> {
          print(rows, out);
          printCameras(tasks, out);
        });
    return ExitCode.Done.code();
  }

  private static List<TaskLookup> all() {
    return InstalledSuites.all().stream()
        .flatMap(suite -> suite.tasks().stream().map(task -> new TaskLookup(suite, task)))
        .toList();
  }

  private static List<TaskLookup> of(String split) {
    List<String> known = new ArrayList<>();
    for (Suite suite : InstalledSuites.all()) {
      List<String> names = suite.splits().get(split);
      if (names != null) {
        return names.stream().map(name -> new TaskLookup(suite, suite.task(name))).toList();
      }
      known.addAll(suite.splits().keySet());
    }
    throw CommandFailure.usage(
        ("--split is '%s': give one of %s; MT1 and ML1 are benchmarks of one task, any of MT50, and"
                + " differ in their goals (graft sim goals)")
            .formatted(split, String.join(", ", known)));
  }

  private static void print(List<Row> rows, PrintWriter out) {
    String line = "%-10s  %-30s  %11s  %6s  %7s%n";
    out.printf(line, "SUITE", "TASK", "OBSERVATION", "ACTION", "HORIZON");
    for (Row row : rows) {
      out.printf(
          line, row.suite(), row.name(), row.observationSize(), row.actionSize(), row.horizon());
    }
  }

  /** A list for all tasks that are seen by the same cameras, which those of a suite mostly are. */
  static void printCameras(List<TaskLookup> tasks, PrintWriter out) {
    Map<List<CameraInfo>, List<String>> byCameras =
        tasks.stream()
            .collect(
                Collectors.groupingBy(
                    TaskLookup::cameras,
                    LinkedHashMap::new,
                    Collectors.mapping(task -> task.info().name(), Collectors.toList())));
    byCameras.forEach(
        (cameras, names) -> {
          String whose = byCameras.size() == 1 ? "" : " OF " + String.join(", ", names);
          out.printf("%n%-16s  WHAT IT SEES%s%n", "CAMERA", whose);
          cameras.forEach(camera -> out.printf("%-16s  %s%n", camera.name(), camera.description()));
        });
  }
}
