package dev.graft.cli.bench.kills;

import java.util.List;
import java.util.Map;

/**
 * What a drill found.
 *
 * @param seed that drew the kills
 * @param seconds it took
 * @param undisturbedSeconds of the job when nothing is killed
 * @param runs of the job that came to their end
 * @param kills in all
 * @param victims how often each was killed
 * @param moments what the command had said last when something was killed, and how often
 * @param recordedRuns in MLflow, of all runs of the job
 * @param differences to the undisturbed run; none when all are the same
 * @param same whether there are none
 */
record KillsReport(
    long seed,
    double seconds,
    double undisturbedSeconds,
    int runs,
    int kills,
    Map<Victim, Integer> victims,
    Map<String, Integer> moments,
    int recordedRuns,
    List<String> differences,
    boolean same) {
  KillsReport {
    differences = List.copyOf(differences);
  }

  String text() {
    return """
        %d kills in %d runs of a job that takes %.0f s undisturbed, in %.0f s
        killed         %s
        moments        %s
        MLflow         %d runs
        differences    %s
        %s"""
        .formatted(
            kills,
            runs,
            undisturbedSeconds,
            seconds,
            victims,
            moments,
            recordedRuns,
            differences.isEmpty() ? "none" : String.join("\n               ", differences),
            same ? "ALL THE SAME" : "NOT THE SAME");
  }
}
