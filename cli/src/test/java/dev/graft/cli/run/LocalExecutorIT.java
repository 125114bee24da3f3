package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.progress.ProgressDisplay;
import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
import dev.graft.plan.Planner;
import dev.graft.plan.ResolvedInputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalExecutorIT {
  private static final String LOCK = "door-lock-v3-seed-0";
  private static final String UNLOCK = "door-unlock-v3-seed-0";

  @TempDir private Path folder;
  private final Cores cores = new Cores(2);
  private final Map<String, Lock> backboneLocks = new ConcurrentHashMap<>();
  private final StageProcesses processes = new StageProcesses(Duration.ofSeconds(20));
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    processes.kill();
    threads.close();
  }

  @Test
  void theBackboneComesBeforeTheRuns() throws IOException {
    Fakes fakes = new Fakes();
    fakes.set(BackboneStage.NAME, "touch", path("backbone"));
    fakes.set(LOCK, "require", path("backbone"));
    fakes.set(UNLOCK, "require", path("backbone"));

    assertThat(execute(2, fakes)).hasSize(3).allSatisfy((stage, end) -> assertDone(end));
  }

  @Test
  void runsAtOnceAreReallyAtOnce() throws IOException {
    Fakes fakes = new Fakes();
    fakes.set(LOCK, "touch", path("lock"), "await", path("unlock"));
    fakes.set(UNLOCK, "touch", path("unlock"), "await", path("lock"));

    assertThat(execute(2, fakes)).allSatisfy((stage, end) -> assertDone(end));
  }

  @Test
  void oneAtATimeMeansThatTheSecondStartsAfterTheFirst() throws IOException {
    Fakes fakes = new Fakes();
    fakes.set(LOCK, "absent", path("unlock"), "touch", path("lock"));
    fakes.set(UNLOCK, "require", path("lock"), "touch", path("unlock"));

    assertThat(execute(1, fakes)).allSatisfy((stage, end) -> assertDone(end));
  }

  @Test
  void aFailedRunDoesNotStopTheOthersAndNamesItsLog() throws IOException {
    Fakes fakes = new Fakes();
    fakes.set(LOCK, "err", "no more memory", "exit", "1");

    Map<String, StageEnd> ends = execute(1, fakes);

    assertThat(ends.get(LOCK)).isInstanceOf(StageEnd.Failed.class);
    assertDone(ends.get(UNLOCK));
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains(LOCK + ": failed with exit status 1")
        .contains("no more memory")
        .contains(path(LOCK + ".log"));
  }

  @Test
  void withoutABackboneThereAreNoRuns() throws IOException {
    Fakes fakes = new Fakes();
    fakes.set(BackboneStage.NAME, "exit", "64");

    assertThat(execute(2, fakes)).containsOnlyKeys(BackboneStage.NAME);
  }

  @Test
  void whatWasDoneEarlierIsNotDoneAgain() throws IOException {
    Fakes fakes = new Fakes();
    fakes.done.addAll(Set.of(BackboneStage.NAME, LOCK));

    assertThat(execute(2, fakes)).containsOnlyKeys(UNLOCK);
  }

  @Test
  void stoppedRunsCheckpointAndWaitingOnesNeverStart() throws Exception {
    Fakes fakes = new Fakes();
    fakes.set(LOCK, "touch", path("serving"), "serve");
    CompletableFuture<Map<String, StageEnd>> ends =
        CompletableFuture.supplyAsync(() -> unchecked(1, fakes), threads);
    FakeTrainer.await(folder.resolve("serving"));

    processes.stop();

    Map<String, StageEnd> ended = ends.get(30, TimeUnit.SECONDS);
    assertThat(ended.get(LOCK)).isInstanceOf(StageEnd.Stopped.class);
    assertThat(ended.get(UNLOCK)).isInstanceOf(StageEnd.Stopped.class);
    assertThat(folder.resolve(UNLOCK + ".log")).doesNotExist();
  }

  private Map<String, StageEnd> execute(int runsAtOnce, Fakes fakes) throws IOException {
    try (ProgressDisplay display = display();
        Cores.Claim claim = cores.turn(0).join()) {
      return execute(runsAtOnce, fakes, share(claim, display));
    }
  }

  private static Map<String, StageEnd> execute(int runsAtOnce, Fakes fakes, JobShare share)
      throws IOException {
    Plan plan = LocalPlan.fitted(plan(), 2, new CoreShares(runsAtOnce, 1));
    return new LocalExecutor(share, runsAtOnce).execute(plan, fakes);
  }

  private JobShare share(Cores.Claim claim, ProgressDisplay display) {
    return new JobShare(
        processes,
        claim,
        display,
        digest -> backboneLocks.computeIfAbsent(digest, unused -> new ReentrantLock()));
  }

  private ProgressDisplay display() {
    return ProgressDisplay.on(
        new PrintStream(shown, true, StandardCharsets.UTF_8), Map.of(), InstantSource.system());
  }

  @Test
  void runsBeginWhenAnotherJobGivesItsCoresBack() throws Exception {
    Fakes fakes = new Fakes();
    fakes.done.add(BackboneStage.NAME);
    fakes.set(LOCK, "touch", path("lock"));
    fakes.set(UNLOCK, "require", path("lock"));
    Cores.Claim other = cores.turn(0).join();
    List<CompletableFuture<Cores.Lease>> held = other.askLast(List.of(1, 1), 2);
    Cores.Claim claim = cores.turn(1).join();
    CompletableFuture<Map<String, StageEnd>> ends =
        CompletableFuture.supplyAsync(() -> unchecked(2, fakes, claim), threads);

    held.getFirst().join().close(); // the runs have to share this one

    assertThat(ends.get(30, TimeUnit.SECONDS)).allSatisfy((stage, end) -> assertDone(end));
  }

  @Test
  void runsThatWaitForCoresOfAnotherJobEndWhenTheirJobIsStopped() throws Exception {
    Fakes fakes = new Fakes();
    fakes.done.add(BackboneStage.NAME);
    Cores.Claim other = cores.turn(0).join();
    other.askLast(List.of(2), 1);
    Cores.Claim claim = cores.turn(1).join();
    CompletableFuture<Map<String, StageEnd>> ends =
        CompletableFuture.supplyAsync(() -> unchecked(2, fakes, claim), threads);

    share(claim, display()).stop();

    assertThat(ends.get(30, TimeUnit.SECONDS))
        .hasSize(2)
        .allSatisfy((stage, end) -> assertThat(end).isInstanceOf(StageEnd.Stopped.class));
  }

  @Test
  void theNextJobHasItsTurnWhileABackboneWithoutRunsIsMade() throws Exception {
    Fakes fakes = new Fakes();
    fakes.set(BackboneStage.NAME, "touch", path("begun"), "await", path("go"));
    Plan all = LocalPlan.fitted(plan(), 2, new CoreShares(1, 1));
    Plan plan = new Plan(all.job(), all.experiment(), all.specDigest(), all.backbone(), List.of());
    LocalExecutor executor = new LocalExecutor(share(cores.turn(0).join(), display()), 1);
    CompletableFuture<Map<String, StageEnd>> ends = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            ends.complete(executor.execute(plan, fakes));
          } catch (IOException e) {
            ends.completeExceptionally(e);
          }
        });
    FakeTrainer.await(folder.resolve("begun"));

    assertThat(cores.turn(1)).isDone();

    Files.createFile(folder.resolve("go"));
    assertThat(ends.get(30, TimeUnit.SECONDS)).containsOnlyKeys(BackboneStage.NAME);
  }

  @Test
  void ofTwoJobsWithOneBackboneTheSecondWaitsUntilTheFirstHasMadeIt() throws Exception {
    Fakes first = new Fakes();
    first.set(
        BackboneStage.NAME, "touch", path("begun"), "await", path("go"), "touch", path("made"));
    Fakes second = new Fakes();
    second.set(BackboneStage.NAME, "require", path("made"));
    ReentrantLock making = new ReentrantLock();
    backboneLocks.put(plan().backbone().digest(), making);
    CompletableFuture<Map<String, StageEnd>> ends =
        CompletableFuture.supplyAsync(() -> unchecked(1, first), threads);
    FakeTrainer.await(folder.resolve("begun"));
    Cores.Claim claim = new Cores(2).turn(0).join();
    CompletableFuture<Map<String, StageEnd>> others =
        CompletableFuture.supplyAsync(() -> unchecked(1, second, claim), threads);
    while (!making.hasQueuedThreads()) {
      Thread.onSpinWait();
    }

    Files.createFile(folder.resolve("go"));

    assertThat(ends.get(30, TimeUnit.SECONDS)).allSatisfy((stage, end) -> assertDone(end));
    assertThat(others.get(30, TimeUnit.SECONDS)).allSatisfy((stage, end) -> assertDone(end));
  }

  private Map<String, StageEnd> unchecked(int runsAtOnce, Fakes fakes, Cores.Claim claim) {
    try (ProgressDisplay display = display()) {
      return execute(runsAtOnce, fakes, share(claim, display));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Map<String, StageEnd> unchecked(int runsAtOnce, Fakes fakes) {
    try {
      return execute(runsAtOnce, fakes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Plan plan() throws IOException {
    Path quickstart = Path.of("..", "examples", "quickstart", "adapterjob.yaml");
    AdapterJob job =
        switch (new ManifestReader().read(Files.readString(quickstart))) {
          case Reading.Accepted accepted -> accepted.jobs().getFirst();
          case Reading.Refused refused -> throw new AssertionError(refused);
        };
    return Planner.plan(job.getMetadata().getName(), job.getSpec(), ResolvedInputs.NONE);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void assertDone(@Nullable StageEnd end) {
    assertThat(end).isInstanceOf(StageEnd.Done.class);
  }

  /** Stages whose processes do as told; by default they end at once. */
  private final class Fakes implements LocalExecutor.Stages {
    final Set<String> done = new HashSet<>();
    private final Map<String, List<String>> scripts = new HashMap<>();

    void set(String stage, String... script) {
      scripts.put(stage, List.of(script));
    }

    @Override
    public boolean isDone(String stage) {
      return done.contains(stage);
    }

    @Override
    public StageCommand backbone() {
      return command(BackboneStage.NAME);
    }

    @Override
    public StageCommand run(AdapterRun run) {
      return command(run.name());
    }

    private StageCommand command(String stage) {
      return FakeTrainer.stage(
          folder.resolve(stage + ".log"),
          scripts.getOrDefault(stage, List.of()).toArray(String[]::new));
    }
  }
}
