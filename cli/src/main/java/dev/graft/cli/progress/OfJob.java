package dev.graft.cli.progress;

import dev.graft.trainer.event.TrainerEvent;

/** The display of a command with several jobs, for one of them: its parts bear its name. */
record OfJob(ProgressDisplay display, String job) implements ProgressDisplay {
  @Override
  public void show(String stage, TrainerEvent event) {
    display.show(named(stage), event);
  }

  @Override
  public void ended(String stage, String how) {
    display.ended(named(stage), how);
  }

  @Override
  public void message(String line) {
    display.message(line);
  }

  @Override
  public void partMessage(String line) {
    display.message(named(line));
  }

  @Override
  public void above(Runnable printing) {
    display.above(printing);
  }

  /** Leaves the display to the other jobs. */
  @Override
  public void close() {}

  private String named(String part) {
    return job + "/" + part;
  }
}
