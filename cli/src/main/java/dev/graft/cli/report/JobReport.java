package dev.graft.cli.report;

import dev.graft.cli.compare.Comparison;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.JobFiles;
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
  /** One for each task, up to so many: each is some hundred kilobytes of the page. */
  private static final int MOST_FILMS = 8;

  private static final String FILM = "artifacts/rollout.gif";

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
      Path gif = files.results(AdapterRun.name(run.task(), run.seed())).resolve(FILM);
      if (films.size() < MOST_FILMS && Files.exists(gif) && shown.add(run.task())) {
        films.add(new Film(run.task(), run.seed(), Files.readAllBytes(gif)));
      }
    }
    return films;
  }
}
