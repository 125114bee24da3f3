package dev.graft.cli.bench;

import dev.graft.suites.Environment;
import dev.graft.suites.metaworld.BareEpisode;
import dev.graft.suites.metaworld.MetaWorld;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures one task's environment beside the same physics from C and, on request, beside Python, in
 * rounds of an episode each, one after the other.
 */
final class SteppingBenchmark {
  /** Enough for the compiler to have seen the task's own code. */
  private static final int WARM_UP_EPISODES = 12;

  private final MetaWorld suite;
  private final @Nullable PythonStepper python;
  private final int rounds;

  /**
   * Prepares.
   *
   * @param python or null to leave it out
   * @param rounds of each contestant
   */
  SteppingBenchmark(MetaWorld suite, @Nullable PythonStepper python, int rounds) {
    this.suite = suite;
    this.python = python;
    this.rounds = rounds;
  }

  /**
   * Steps each task for a while first, so that all are measured with the code that a simulator of
   * many tasks runs: one task alone is compiled better.
   */
  void warmUp(List<String> tasks) {
    for (String task : tasks) {
      Episode episode = Episode.scripted(suite, task);
      try (Environment environment = suite.open(task)) {
        environment.reset(episode.randomVector());
        episode.step(environment);
      }
    }
  }

  TaskSpeed measure(String task) throws IOException {
    Episode episode = Episode.scripted(suite, task);
    try (Environment environment = suite.open(task);
        BareEpisode bare = suite.bareEpisode(task, episode.randomVector(), episode.actions())) {
      return new Contest(episode, environment, bare).run();
    }
  }

  /** The contestants of one task, and their rounds. */
  private final class Contest {
    private final Episode episode;
    private final Environment environment;
    private final BareEpisode bare;
    private final Measured steps = new Measured();
    private final Measured resets = new Measured();
    private final Measured bareSteps = new Measured();
    private final Measured pythonSteps = new Measured();
    private final Measured pythonResets = new Measured();
    private long bytes;

    Contest(Episode episode, Environment environment, BareEpisode bare) {
      this.episode = episode;
      this.environment = environment;
      this.bare = bare;
    }

    TaskSpeed run() throws IOException {
      for (int i = 0; i < WARM_UP_EPISODES; i++) {
        environment.reset(episode.randomVector());
        episode.step(environment);
      }
      for (int round = 0; round < rounds; round++) {
        java();
        bareSteps.add(length(), ThreadMeter.cpuSeconds(bare::play));
        if (python != null) {
          against(python);
        }
      }
      return new TaskSpeed(
          episode.task(),
          steps.perSecond(),
          bareSteps.perSecond(),
          python == null ? null : pythonSteps.perSecond(),
          resets.perSecond(),
          python == null ? null : pythonResets.perSecond(),
          (double) bytes / rounds / length());
    }

    private int length() {
      return episode.actions().length;
    }

    private void java() {
      resets.add(1, ThreadMeter.cpuSeconds(() -> environment.reset(episode.randomVector())));
      long before = ThreadMeter.allocatedBytes();
      double start = ThreadMeter.cpuSeconds();
      episode.step(environment);
      steps.add(length(), ThreadMeter.cpuSeconds() - start);
      bytes += ThreadMeter.allocatedBytes() - before;
    }

    private void against(PythonStepper stepper) throws IOException {
      PythonStepper.Cost cost = stepper.play(episode, 1);
      pythonSteps.add(cost.steps(), cost.stepCpuSeconds());
      pythonResets.add(cost.resets(), cost.resetCpuSeconds());
    }
  }
}
