package dev.graft.cli.run;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.job.JobOrder;
import dev.graft.cli.progress.ProgressDisplay;
import dev.graft.crd.AdapterJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executes the jobs of a command on the cores of one machine: each after those that it refers to
 * have ended, and when the earlier jobs leave a core to it. A job that fails does not stop the
 * others. Thread-safe.
 */
final class JobScheduler {
  private final Cores cores;
  private final Duration grace;
  private final ProgressDisplay display;
  private final Work work;
  private final ConcurrentMap<String, Lock> backboneLocks = new ConcurrentHashMap<>();
  private final List<JobShare> begun = new ArrayList<>();
  private boolean stopping;

  /**
   * Nothing is executed yet.
   *
   * @param grace how long a stage may take to checkpoint before it is killed
   * @param work executes a job
   */
  JobScheduler(Cores cores, Duration grace, ProgressDisplay display, Work work) {
    this.cores = cores;
    this.grace = grace;
    this.display = display;
    this.work = work;
  }

  /** How a job is executed, on a thread of its own. */
  @FunctionalInterface
  interface Work {
    /**
     * Executes a job and tells its result.
     *
     * @throws CommandFailure when it cannot be executed; the other jobs go on
     * @throws IOException as a bug does: the other jobs are stopped
     */
    ExitCode execute(AdapterJob job, JobShare share) throws IOException;
  }

  /**
   * Executes jobs, and returns when all have ended.
   *
   * @param jobs each after those that it refers to
   * @return the worst of their ends; {@code Interrupted} also when one was not begun
   */
  ExitCode execute(List<AdapterJob> jobs) throws IOException {
    Map<String, CompletableFuture<ExitCode>> ends = new LinkedHashMap<>();
    jobs.forEach(job -> ends.put(name(job), new CompletableFuture<>()));
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("job-", 0).factory())) {
      begin(new TreeSet<>(IntStream.range(0, jobs.size()).boxed().toList()), jobs, ends, threads);
      awaitAll(ends.values()); // before the threads are closed: what waits still needs one
    }
    return worst(ends.values());
  }

  /**
   * Puts those in line for the cores whose sources have ended, in the order of the command: what
   * depends on one future would be told of its end in the opposite order.
   *
   * @param left places of the jobs that are not in line yet, of which they are removed
   */
  private void begin(
      SortedSet<Integer> left,
      List<AdapterJob> jobs,
      Map<String, CompletableFuture<ExitCode>> ends,
      ExecutorService threads) {
    synchronized (left) {
      for (int place : List.copyOf(left)) {
        AdapterJob job = jobs.get(place);
        // A job may end at once, and begin those after it from inside this loop.
        if (sources(job, jobs, ends).allMatch(CompletableFuture::isDone) && left.remove(place)) {
          ProgressDisplay named = jobs.size() == 1 ? display : display.ofJob(name(job));
          cores
              .turn(place)
              .thenApplyAsync(claim -> execute(job, claim, named), threads)
              .whenComplete(
                  (end, failure) -> {
                    synchronized (left) { // or others would see the end before the first in line
                      ended(Objects.requireNonNull(ends.get(name(job))), end, failure);
                      begin(left, jobs, ends, threads);
                    }
                  });
        }
      }
    }
  }

  private static void ended(
      CompletableFuture<ExitCode> job, @Nullable ExitCode end, @Nullable Throwable failure) {
    if (failure == null) {
      job.complete(end);
    } else {
      job.completeExceptionally(failure);
    }
  }

  /** Lets all stages checkpoint and leave; no job begins from now on. */
  synchronized void stop() {
    stopping = true;
    begun.forEach(JobShare::stop);
  }

  /** Ends all stages at once; what they did since their last checkpoint is lost. */
  synchronized void kill() {
    stopping = true;
    begun.forEach(JobShare::kill);
  }

  /** Jobs that are not of this command have finished long ago. */
  private static Stream<CompletableFuture<ExitCode>> sources(
      AdapterJob job, List<AdapterJob> jobs, Map<String, CompletableFuture<ExitCode>> ends) {
    return JobOrder.sources(job, jobs).stream().map(ends::get).filter(Objects::nonNull);
  }

  private ExitCode execute(AdapterJob job, Cores.Claim claim, ProgressDisplay named) {
    try (claim) {
      JobShare share = new JobShare(new StageProcesses(grace), claim, named, this::backboneLock);
      return begins(share) ? execute(job, share) : ExitCode.Interrupted;
    }
  }

  // Whoever stops the others does it before the claim is closed: else one more would begin.
  private ExitCode execute(AdapterJob job, JobShare share) {
    try {
      ExitCode end = work.execute(job, share);
      if (end == ExitCode.Interrupted) {
        stop(); // someone has stopped a stage: that is meant for the command
      }
      return end;
    } catch (CommandFailure failure) {
      display.message("graft: " + failure.getMessage());
      return failure.exitCode();
    } catch (IOException e) {
      stop();
      throw new CompletionException(e);
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    } finally {
      ended(share);
    }
  }

  /** False when no job is to begin any more. */
  private synchronized boolean begins(JobShare share) {
    if (stopping) {
      return false;
    }
    begun.add(share);
    return true;
  }

  private synchronized void ended(JobShare share) {
    begun.remove(share);
  }

  private Lock backboneLock(String digest) {
    return backboneLocks.computeIfAbsent(digest, unused -> new ReentrantLock());
  }

  private static void awaitAll(Collection<CompletableFuture<ExitCode>> ends) {
    CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
        .exceptionally(failure -> null)
        .join();
  }

  private static ExitCode worst(Collection<CompletableFuture<ExitCode>> ends) throws IOException {
    try {
      return ends.stream()
          .map(CompletableFuture::join)
          .max(Comparator.comparingInt(ExitCode::code))
          .orElse(ExitCode.Done);
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException bug -> throw bug;
        case Error bug -> throw bug;
        case null, default -> throw e;
      }
    }
  }

  private static String name(AdapterJob job) {
    return job.getMetadata().getName();
  }
}
