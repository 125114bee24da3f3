package dev.graft.cli.report;

import dev.graft.cli.compare.Comparison;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.report.ReportData.Ending;
import dev.graft.cli.report.ReportData.Film;
import dev.graft.plan.AdapterRun;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the page about a job from its results and the files beside them. */
public final class JobReport {
  /** Tasks that are filmed, a success and a failure each: some hundred kilobytes of the page. */
  private static final int MOST_FILMED = 6;

  private static final String FILM = "artifacts/rollout.gif";
  private static final String FAILURE = "artifacts/rollout-failure.gif";

  private JobReport() {}

  /**
   * The page.
   *
   * @param manifest of the job as YAML
   * @param others finished jobs on the same tasks to compare with; may be none
   * @throws IOException when a film cannot be read
   */
  public static String html(
      FinishedJob job,
      JobFiles files,
      Optional<BackboneResult> backbone,
      String manifest,
      List<FinishedJob> others)
      throws IOException {
    List<FinishedJob> all = new ArrayList<>(List.of(job));
    all.addAll(others);
    Comparison comparison = Comparison.of(all, job, Set.of());
    return ReportPage.write(new ReportData(job, manifest, backbone, comparison, films(job, files)));
  }

  private static List<Film> films(FinishedJob job, JobFiles files) throws IOException {
    List<Film> films = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    for (AdapterRunResult run : job.runs()) {
      Path folder = files.results(AdapterRun.name(run.task(), run.seed()));
      if (shown.size() < MOST_FILMED
          && Files.exists(folder.resolve(FILM))
          && shown.add(run.task())) {
        boolean solved = run.evaluation().successRate().successes() > 0;
        films.add(film(run, solved ? Ending.SOLVED : Ending.FAILED, folder.resolve(FILM)));
        if (Files.exists(folder.resolve(FAILURE))) {
          films.add(film(run, Ending.FAILED, folder.resolve(FAILURE)));
        }
      }
    }
    return films;
  }

  private static Film film(AdapterRunResult run, Ending ending, Path gif) throws IOException {
    return new Film(run.task(), run.seed(), ending, Files.readAllBytes(gif));
  }
}
