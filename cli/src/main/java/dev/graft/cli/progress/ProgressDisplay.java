package dev.graft.cli.progress;

import dev.graft.trainer.event.TrainerEvent;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/** Shows how far the stages of a job are, or of several jobs. Thread-safe. */
public interface ProgressDisplay extends AutoCloseable {

  /** Shows an event of a stage. */
  void show(String stage, TrainerEvent event);

  /** The stage works no longer; {@code how} is what remains to be read of it. */
  void ended(String stage, String how);

  /** Shows a line that stays. */
  void message(String line);

  /** Shows a line that stays and begins with the name of a part of a job, such as a simulator. */
  default void partMessage(String line) {
    message(line);
  }

  /**
   * Lets something else print to the terminal, above what is shown and without lines of this
   * display between its own.
   */
  void above(Runnable printing);

  /** The same display for one job of several: what its parts show begins with {@code job/}. */
  default ProgressDisplay ofJob(String job) {
    return new OfJob(this, job);
  }

  /** Leaves the terminal as it was. */
  @Override
  void close();

  /**
   * Bars on a terminal, else plain lines.
   *
   * @param out where to; the launcher says in {@code GRAFT_COLUMNS} whether it is a terminal, and
   *     how wide
   * @param environment of the process
   */
  static ProgressDisplay on(PrintStream out, Map<String, String> environment, InstantSource clock) {
    String columns = environment.getOrDefault("GRAFT_COLUMNS", "");
    return columns.matches("[1-9][0-9]{1,3}")
        ? new Bars(out, Integer.parseInt(columns), clock)
        : new PlainLines(out, clock);
  }
}
