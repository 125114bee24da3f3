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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the records that the jobs of this machine left on disk.
 *
 * @param installation whose jobs
 * @param server instead of the one that each job recorded in
 * @param messages tells a person
 */
record Deliveries(Installation installation, Optional<URI> server, Consumer<String> messages) {

  /**
   * The delivery of an attempt's records.
   *
   * @param attempt its folder among the jobs
   * @param server where they were delivered to; null: it runs now and delivers them itself
   * @param waiting records that wait still
   */
  record Delivery(String attempt, @Nullable URI server, int waiting) {
    private String text() {
      if (server == null) {
        return attempt + ": runs now and delivers its records itself";
      }
      return waiting == 0
          ? "%s: delivered to %s".formatted(attempt, server)
          : "%s: %d records wait for %s".formatted(attempt, waiting, server);
    }
  }

  /** Delivers those of all attempts that have any; one that runs now delivers its own. */
  List<Delivery> all() throws IOException {
    List<Delivery> deliveries = new ArrayList<>();
    for (Path attempt : new LocalJobs(installation).attempts()) {
      JobFiles files = new JobFiles(attempt);
      if (WaitingRecords.in(files)) {
        Delivery delivery = deliver(attempt, files);
        messages.accept(delivery.text());
        deliveries.add(delivery);
      }
    }
    if (deliveries.isEmpty()) {
      messages.accept("no records wait");
    }
    return deliveries;
  }

  private Delivery deliver(Path attempt, JobFiles files) throws IOException {
    String name = installation.jobs().relativize(attempt).toString();
    Optional<FileChannel> held = AttemptFolder.hold(attempt);
    if (held.isEmpty()) {
      return new Delivery(name, null, 0);
    }
    try (FileChannel _ = held.get();
        TrackingServer tracking = Tracking.open(server(files))) {
      int waiting = new WaitingRecords(files, tracking).deliverAll();
      return new Delivery(name, tracking.uri(), waiting);
    }
  }

  private URI server(JobFiles files) throws IOException {
    Optional<URI> wanted = server.isPresent() ? server : WaitingRecords.recordedIn(files);
    LocalMlflow local = new LocalMlflow(installation);
    return wanted.isEmpty() || local.wasAt(wanted.get()) ? local.findOrStart() : wanted.get();
  }
}
