package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.job.Jobs;
import dev.graft.cli.progress.ProgressDisplay;
import dev.graft.crd.AdapterJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JobSchedulerTest {
  private static final AdapterJob SOURCE = Jobs.pretraining("source");
  private static final AdapterJob DEPENDENT = Jobs.onBackboneOf("source", "dependent");
  private static final AdapterJob OTHER = Jobs.pretraining("other");

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ProgressDisplay display =
      ProgressDisplay.on(
          new PrintStream(shown, true, StandardCharsets.UTF_8), Map.of(), InstantSource.system());
  private final Map<String, JobScheduler.Work> works = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private final JobScheduler scheduler =
      new JobScheduler(new Cores(2), Duration.ofSeconds(1), display, this::work);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void aJobBeginsAfterThoseItRefersToHaveEnded() throws IOException {
    assertThat(scheduler.execute(List.of(SOURCE, DEPENDENT))).isEqualTo(ExitCode.Done);

    assertThat(told)
        .containsExactly("source begins", "source ends", "dependent begins", "dependent ends");
  }

  @Test
  void aJobBeginsWhileTheLastStageOfAnEarlierOneRuns() throws IOException {
    CountDownLatch otherBegins = new CountDownLatch(1);
    works.put("source", (job, share) -> holdingACore(share, otherBegins));
    works.put("other", (job, share) -> counting(otherBegins));

    assertThat(scheduler.execute(List.of(SOURCE, OTHER))).isEqualTo(ExitCode.Done);

    assertThat(told).containsSubsequence("source begins", "other begins", "source ends");
  }

  @Test
  void aJobThatDependsOnNothingDoesNotWaitForOneThatDoes() throws IOException {
    CountDownLatch otherBegins = new CountDownLatch(1);
    works.put("source", (job, share) -> holdingACore(share, otherBegins));
    works.put("other", (job, share) -> counting(otherBegins));

    scheduler.execute(List.of(SOURCE, DEPENDENT, OTHER));

    assertThat(told)
        .containsSubsequence("other begins", "source ends", "dependent begins", "dependent ends");
  }

  @Test
  void jobsThatDependOnOneBeginInTheOrderOfTheCommand() throws IOException {
    scheduler.execute(
        List.of(
            SOURCE,
            DEPENDENT,
            Jobs.onBackboneOf("source", "second"),
            Jobs.onBackboneOf("source", "third")));

    assertThat(told).containsSubsequence("dependent begins", "second begins", "third begins");
  }

  @Test
  void aFailedJobStopsNobodyAndTheWorstEndIsTheCommands() throws IOException {
    works.put("source", (job, share) -> ExitCode.Failed);
    works.put(
        "dependent",
        (job, share) -> {
          throw CommandFailure.usage("dependent: job 'source' has not finished");
        });

    assertThat(scheduler.execute(List.of(SOURCE, DEPENDENT, OTHER))).isEqualTo(ExitCode.Usage);

    assertThat(told).contains("dependent begins", "other ends");
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("graft: dependent: job 'source' has not finished");
  }

  @Test
  void aBugStopsTheOthersAndIsThrown() {
    works.put("source", JobSchedulerTest::untilWithdrawn);
    works.put(
        "other",
        (job, share) -> {
          throw new IOException("disk full");
        });

    assertThatThrownBy(
            () -> scheduler.execute(List.of(SOURCE, OTHER, DEPENDENT, Jobs.pretraining("last"))))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");

    assertThat(told).contains("source ends").doesNotContain("dependent begins", "last begins");
  }

  @Test
  void stopEndsWhatRunsAndBeginsNoMore() {
    CountDownLatch runs = new CountDownLatch(1);
    works.put(
        "source",
        (job, share) -> {
          runs.countDown();
          return untilWithdrawn(job, share);
        });
    CompletableFuture<ExitCode> end =
        CompletableFuture.supplyAsync(() -> execute(SOURCE, DEPENDENT, OTHER), threads);
    await(runs);

    scheduler.stop();

    assertThat(end.join()).isEqualTo(ExitCode.Interrupted);
    assertThat(told).doesNotContain("dependent begins");
  }

  @Test
  void aStageThatSomeoneElseHasStoppedInterruptsTheCommand() throws IOException {
    works.put("source", (job, share) -> ExitCode.Interrupted);

    assertThat(scheduler.execute(List.of(SOURCE, DEPENDENT))).isEqualTo(ExitCode.Interrupted);

    assertThat(told).containsExactly("source begins", "source ends");
  }

  @Test
  void lostSimulatorsEndTheStagesOfTheirJobOnly() throws IOException {
    works.put(
        "source",
        (job, share) -> {
          share.allLost();
          throw CommandFailure.failed("simulator-0 died");
        });
    works.put(
        "other",
        (job, share) -> {
          assertThat(share.processes().isStopping()).isFalse();
          return ExitCode.Done;
        });

    assertThat(scheduler.execute(List.of(SOURCE, OTHER))).isEqualTo(ExitCode.Failed);

    assertThat(told).contains("other ends");
  }

  @Test
  void theJobsOfACommandShareTheLockOfABackbone() throws IOException {
    ConcurrentLinkedQueue<Object> locks = new ConcurrentLinkedQueue<>();
    JobScheduler.Work remembering =
        (job, share) -> {
          locks.add(share.backboneLocks().apply("sha256:1"));
          return ExitCode.Done;
        };
    works.put("source", remembering);
    works.put("other", remembering);

    scheduler.execute(List.of(SOURCE, OTHER));

    assertThat(locks).hasSize(2);
    assertThat(locks.peek()).isSameAs(locks.toArray()[1]);
  }

  @Test
  void onlySeveralJobsHaveTheirNamesShown() throws IOException {
    JobScheduler.Work speaking =
        (job, share) -> {
          share.display().ended("backbone", "done");
          return ExitCode.Done;
        };
    works.put("source", speaking);
    works.put("other", (job, share) -> ExitCode.Done);

    scheduler.execute(List.of(SOURCE));
    scheduler.execute(List.of(SOURCE, OTHER));

    assertThat(shown.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("backbone: done", "source/backbone: done");
  }

  /** Each job tells when it begins and ends; by default it does nothing between. */
  private ExitCode work(AdapterJob job, JobShare share) throws IOException {
    String name = job.getMetadata().getName();
    told.add(name + " begins");
    ExitCode end = works.getOrDefault(name, (_, _) -> ExitCode.Done).execute(job, share);
    told.add(name + " ends");
    return end;
  }

  private ExitCode execute(AdapterJob... jobs) {
    try {
      return scheduler.execute(List.of(jobs));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static ExitCode counting(CountDownLatch latch) {
    latch.countDown();
    return ExitCode.Done;
  }

  private static ExitCode holdingACore(JobShare share, CountDownLatch until) {
    try (Cores.Lease _ = share.cores().askLast(List.of(1), 1).getFirst().join()) {
      await(until);
      return ExitCode.Done;
    }
  }

  private static ExitCode untilWithdrawn(AdapterJob job, JobShare share) {
    List<CompletableFuture<Cores.Lease>> leases = share.cores().askLast(List.of(1, 1), 1);
    try (Cores.Lease _ = leases.getFirst().join()) {
      assertThat(leases.getLast().join().isEmpty()).isTrue();
      return ExitCode.Interrupted;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
