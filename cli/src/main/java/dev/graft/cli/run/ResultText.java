package dev.graft.cli.run;

import dev.graft.cli.progress.Clock;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.MlflowRun;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a job in words: the table, then where everything is. */
final class ResultText {
  private ResultText() {}

  static List<String> lines(LocalJob.Ended.WithResult ended) {
    JobOutcome outcome = ended.outcome();
    List<String> lines = new ArrayList<>();
    lines.add("");
    List<ResultRow> rows = outcome.runs().stream().map(ResultRow::of).toList();
    lines.addAll(ResultTable.lines(rows));
    lines.addAll(ResultTable.legend(rows));
    lines.add("");
    outcome
        .backbone()
        .ifPresent(
            backbone ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "backbone  %,d parameters, %s",
                        backbone.parameters(),
                        backbone.weightsDigest())));
    outcome.runs().stream()
        .map(AdapterRunResult::adapter)
        .findFirst()
        .ifPresent(
            adapter ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "adapter   %,d parameters (%.2f %% of the backbone), %,d bytes",
                        adapter.parameters(),
                        adapter.percentOfBackbone(),
                        adapter.bytes())));
    lines.add("time      " + Clock.text(Duration.between(outcome.started(), outcome.ended())));
    outcome.parent().map(MlflowRun::url).ifPresent(url -> lines.add("MLflow    " + url));
    if (Files.exists(ended.files().report())) {
      lines.add("report    " + ended.files().report());
    }
    lines.add("files     " + ended.files().folder());
    return lines;
  }
}
