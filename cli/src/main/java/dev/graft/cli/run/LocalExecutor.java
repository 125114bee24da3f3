package dev.graft.cli.run;

import dev.graft.cli.progress.Clock;
import dev.graft.cli.progress.ProgressDisplay;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Executes a plan in processes of this machine: the backbone, then the runs, some at once. A run
 * that fails does not stop the others.
 */
final class LocalExecutor {
  private final StageProcesses processes;
  private final ProgressDisplay display;
  private final int runsAtOnce;

  LocalExecutor(StageProcesses processes, ProgressDisplay display, int runsAtOnce) {
    this.processes = processes;
    this.display = display;
    this.runsAtOnce = runsAtOnce;
  }

  /** How the stages of a plan become processes. */
  interface Stages {
    /** Whether the stage of that name was done by an earlier process. */
    boolean isDone(String stage);

    /** The process of the backbone stage. */
    StageCommand backbone() throws IOException;

    /** The process of a run. */
    StageCommand run(AdapterRun run) throws IOException;
  }

  @FunctionalInterface
  private interface CommandSource {
    StageCommand get() throws IOException;
  }

  /**
   * Executes what is not done yet.
   *
   * @return how each stage that was executed ended; stages done earlier are left out, and so are
   *     the runs when the backbone failed
   */
  Map<String, StageEnd> execute(Plan plan, Stages stages) throws IOException {
    Map<String, StageEnd> ends = new LinkedHashMap<>();
    if (!stages.isDone(BackboneStage.NAME)) {
      StageEnd end = execute(BackboneStage.NAME, stages::backbone);
      ends.put(BackboneStage.NAME, end);
      if (!(end instanceof StageEnd.Done)) {
        return ends;
      }
    }
    ends.putAll(executeRuns(plan, stages));
    return ends;
  }

  private Map<String, StageEnd> executeRuns(Plan plan, Stages stages) throws IOException {
    Map<String, Future<StageEnd>> started = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(runsAtOnce)) {
      for (AdapterRun run : plan.runs()) {
        if (!stages.isDone(run.name())) {
          started.put(run.name(), threads.submit(() -> execute(run.name(), () -> stages.run(run))));
        }
      }
    }
    Map<String, StageEnd> ends = new LinkedHashMap<>();
    for (Map.Entry<String, Future<StageEnd>> entry : started.entrySet()) {
      ends.put(entry.getKey(), result(entry.getValue()));
    }
    return ends;
  }

  private StageEnd execute(String stage, CommandSource command) throws IOException {
    if (processes.isStopping()) {
      return new StageEnd.Stopped();
    }
    StageEnd end = processes.run(command.get(), event -> display.show(stage, event));
    display.ended(stage, words(end));
    return end;
  }

  private static String words(StageEnd end) {
    return switch (end) {
      case StageEnd.Done done -> "done in " + Clock.text(done.elapsed());
      case StageEnd.Stopped stopped -> "stopped; a rerun resumes it";
      case StageEnd.Failed failed -> failure(failed);
    };
  }

  private static String failure(StageEnd.Failed failed) {
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (failed.cause()) {
          case Configuration -> "refused its configuration; its last words:";
          case Killed ->
              "was killed, as happens when memory is short: give it more, or set"
                  + " trainer.runs.parallelism to 1; its last words:";
          case Error -> "failed with exit status " + failed.status() + "; its last words:";
        });
    failed.lastLines().forEach(line -> lines.add("    " + line));
    lines.add("  all of them: " + failed.log());
    return String.join(System.lineSeparator(), lines);
  }

  private static StageEnd result(Future<StageEnd> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new StageEnd.Stopped();
    }
  }
}
