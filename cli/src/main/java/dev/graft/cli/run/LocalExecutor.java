package dev.graft.cli.run;

import dev.graft.cli.progress.Clock;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;

/**
 * Executes a plan in processes of this machine: the backbone, then the runs, some at once, each on
 * as many cores as it has threads. A run that fails does not stop the others.
 */
final class LocalExecutor {
  private final JobShare share;
  private final int runsAtOnce;

  LocalExecutor(JobShare share, int runsAtOnce) {
    this.share = share;
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
    Map<AdapterRun, CompletableFuture<Cores.Lease>> runs =
        stages.isDone(BackboneStage.NAME)
            ? line(plan.runs(), stages)
            : executeBackbone(plan, stages, ends);
    ends.putAll(executeRuns(runs, stages));
    return ends;
  }

  /** Executes the backbone stage and returns the runs in line; none when it did not succeed. */
  private Map<AdapterRun, CompletableFuture<Cores.Lease>> executeBackbone(
      Plan plan, Stages stages, Map<String, StageEnd> ends) throws IOException {
    // Where several jobs have the same backbone one makes it, and the others find it.
    Lock making = share.backboneLocks().apply(plan.backbone().digest());
    making.lock();
    try (Cores.Lease lease = coresOfBackbone(plan).join()) {
      StageEnd end = execute(BackboneStage.NAME, lease, stages::backbone);
      ends.put(BackboneStage.NAME, end);
      // Before its cores are given back, or a later job would take them.
      return line(end instanceof StageEnd.Done ? plan.runs() : List.of(), stages);
    } finally {
      making.unlock();
    }
  }

  private CompletableFuture<Cores.Lease> coresOfBackbone(Plan plan) {
    int threads = plan.backbone().threads();
    return plan.runs().isEmpty()
        ? share.cores().askLast(List.of(threads), 1).getFirst()
        : share.cores().ask(threads);
  }

  /** Asks for the cores of the runs that are not done, in their order. */
  private Map<AdapterRun, CompletableFuture<Cores.Lease>> line(
      List<AdapterRun> runs, Stages stages) {
    List<AdapterRun> left = runs.stream().filter(run -> !stages.isDone(run.name())).toList();
    List<CompletableFuture<Cores.Lease>> leases =
        share.cores().askLast(left.stream().map(AdapterRun::threads).toList(), runsAtOnce);
    Map<AdapterRun, CompletableFuture<Cores.Lease>> line = new LinkedHashMap<>();
    for (int i = 0; i < left.size(); i++) {
      line.put(left.get(i), leases.get(i));
    }
    return line;
  }

  private Map<String, StageEnd> executeRuns(
      Map<AdapterRun, CompletableFuture<Cores.Lease>> line, Stages stages) throws IOException {
    Map<String, CompletableFuture<StageEnd>> started = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      line.forEach(
          (run, cores) ->
              started.put(
                  run.name(), cores.thenApplyAsync(lease -> execute(run, lease, stages), threads)));
      // Before the threads are closed: a run that waits for its cores has none yet.
      CompletableFuture.allOf(started.values().toArray(CompletableFuture<?>[]::new))
          .exceptionally(failure -> null)
          .join();
    }
    Map<String, StageEnd> ends = new LinkedHashMap<>();
    for (Map.Entry<String, CompletableFuture<StageEnd>> entry : started.entrySet()) {
      ends.put(entry.getKey(), result(entry.getValue()));
    }
    return ends;
  }

  private StageEnd execute(AdapterRun run, Cores.Lease lease, Stages stages) {
    try (lease) {
      return execute(run.name(), lease, () -> stages.run(run));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private StageEnd execute(String stage, Cores.Lease lease, CommandSource command)
      throws IOException {
    if (lease.isEmpty()) {
      return new StageEnd.Stopped();
    }
    StageEnd end =
        share.processes().run(command.get(), event -> share.display().show(stage, event));
    share.display().ended(stage, words(end));
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
              "was killed, as happens when memory is short: give it more, set"
                  + " trainer.runs.parallelism to 1, or run one job at a time; its last words:";
          case Error -> "failed with exit status " + failed.status() + "; its last words:";
        });
    failed.lastLines().forEach(line -> lines.add("    " + line));
    lines.add("  all of them: " + failed.log());
    return String.join(System.lineSeparator(), lines);
  }

  private static StageEnd result(CompletableFuture<StageEnd> future) throws IOException {
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
