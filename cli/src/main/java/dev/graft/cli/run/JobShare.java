package dev.graft.cli.run;

import dev.graft.cli.progress.ProgressDisplay;
import dev.graft.cli.replica.Replicas;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

/**
 * What one job of a command has to itself: its processes, its claim on the cores, and its names on
 * the display. Thread-safe.
 *
 * @param processes of its stages
 * @param cores that these take
 * @param display tells of the job's stages, by the job's name where there are several jobs
 * @param backboneLocks a lock for each digest of a backbone, the same for all jobs of the command
 */
record JobShare(
    StageProcesses processes,
    Cores.Claim cores,
    ProgressDisplay display,
    Function<String, Lock> backboneLocks)
    implements Replicas.Listener {

  /** Lets the job's stages checkpoint and leave; none is started from now on. */
  void stop() {
    processes.stop();
    cores.withdraw();
  }

  /** Ends the job's stages at once. */
  void kill() {
    processes.kill();
    cores.withdraw();
  }

  @Override
  public void message(String line) {
    display.partMessage(line);
  }

  /** Nothing can be simulated any more; the other jobs have simulators of their own. */
  @Override
  public void allLost() {
    stop();
  }
}
