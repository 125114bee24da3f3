package dev.graft.cli.export;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.job.FinishedJobs;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.plan.AdapterRun;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person names to be exported. */
sealed interface ExportSource {
  /**
   * A finished job, or one of its runs.
   *
   * @param files of its attempt
   * @param job its plan and its store
   * @param runs those that are meant, in the order of the plan
   */
  record Job(JobFiles files, FinishedJobs.Finished job, List<AdapterRun> runs)
      implements ExportSource {
    public Job {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Demonstrations that were collected.
   *
   * @param digest of what they were collected by
   * @param folder that holds them
   */
  record Demonstrations(String digest, Path folder) implements ExportSource {}

  /** The form of a dataset's digest, which no job's name has. */
  Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * What a name means.
   *
   * @param name {@code JOB}, {@code JOB/ATTEMPT}, either with {@code /RUN}, the path of a folder
   *     that {@code graft run} left, or the digest of a dataset
   * @throws CommandFailure when there is no such thing
   */
  static ExportSource find(String name, Installation installation) throws IOException {
    if (DIGEST.matcher(name).matches()) {
      return demonstrations(name, installation);
    }
    LocalJobs jobs = new LocalJobs(installation);
    Optional<JobFiles> files = jobs.find(name);
    if (files.isPresent()) {
      return job(files.get(), installation);
    }
    int slash = name.lastIndexOf('/');
    Optional<JobFiles> parent = slash < 1 ? Optional.empty() : jobs.find(name.substring(0, slash));
    if (parent.isEmpty()) {
      throw jobs.unknown(name);
    }
    return run(job(parent.get(), installation), name.substring(slash + 1));
  }

  private static Job job(JobFiles files, Installation installation) throws IOException {
    FinishedJobs.Finished finished = new FinishedJobs(installation).finished(files);
    return new Job(files, finished, finished.plan().runs());
  }

  private static Job run(Job job, String name) {
    return new Job(job.files(), job.job(), List.of(job.job().run(name)));
  }

  private static Demonstrations demonstrations(String digest, Installation installation)
      throws IOException {
    Optional<Path> folder = new ContentStore(installation.store()).find(Kind.Dataset, digest);
    if (folder.isEmpty()) {
      throw CommandFailure.usage(
          "no dataset %s in %s: give the job that collected it"
              .formatted(digest, installation.store()));
    }
    return new Demonstrations(digest, folder.get());
  }
}
