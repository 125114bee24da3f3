package dev.graft.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process that executes one stage. It reports {@link dev.graft.trainer.event.TrainerEvent}s on
 * its standard output, and must leave when its standard input ends: then its parent is gone.
 *
 * @param stage its name, for people
 * @param command the program and its arguments
 * @param environment added to the parent's
 * @param log file that standard error is appended to, and what else it writes to standard output
 */
record StageCommand(String stage, List<String> command, Map<String, String> environment, Path log) {
  StageCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
