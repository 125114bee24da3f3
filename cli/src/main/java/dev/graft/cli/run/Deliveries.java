package dev.graft.cli.run;

import dev.graft.cli.Installation;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.cli.mlflow.LocalMlflow;
import dev.graft.trainer.mlflow.TrackingServer;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Delivers the records that the jobs of this machine left on disk.
 *
 * @param installation whose jobs
 * @param server instead of the one that each job recorded in
 * @param messages tells a person
 */
record Deliveries(Installation installation, Optional<URI> server, Consumer<String> messages) {

  /**
   * Delivers those of all attempts; one that runs now delivers its own.
   *
   * @return how many records wait still
   */
  int all() throws IOException {
    int waiting = 0;
    int attempts = 0;
    for (Path attempt : new LocalJobs(installation).attempts()) {
      JobFiles files = new JobFiles(attempt);
      if (WaitingRecords.in(files)) {
        attempts++;
        waiting += deliver(attempt, files);
      }
    }
    if (attempts == 0) {
      messages.accept("no records wait");
    }
    return waiting;
  }

  private int deliver(Path attempt, JobFiles files) throws IOException {
    Path name = installation.jobs().relativize(attempt);
    Optional<FileChannel> held = AttemptFolder.hold(attempt);
    if (held.isEmpty()) {
      messages.accept(name + ": runs now and delivers its records itself");
      return 0;
    }
    try (FileChannel _ = held.get();
        TrackingServer tracking = Tracking.open(server(files))) {
      int waiting = new WaitingRecords(files, tracking).deliverAll();
      messages.accept(
          waiting == 0
              ? "%s: delivered to %s".formatted(name, tracking.uri())
              : "%s: %d records wait for %s".formatted(name, waiting, tracking.uri()));
      return waiting;
    }
  }

  private URI server(JobFiles files) throws IOException {
    Optional<URI> wanted = server.isPresent() ? server : WaitingRecords.recordedIn(files);
    LocalMlflow local = new LocalMlflow(installation);
    return wanted.isEmpty() || local.wasAt(wanted.get()) ? local.findOrStart() : wanted.get();
  }
}
