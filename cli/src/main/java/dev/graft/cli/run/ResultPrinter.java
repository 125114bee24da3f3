package dev.graft.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.OutputFormat;
import dev.graft.cli.progress.ProgressDisplay;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints the results of a command's jobs, each whole, in the order in which the jobs end.
 *
 * @param out standard output
 * @param jobs how many the command has: the text of several begins with the name of each
 */
record ResultPrinter(PrintWriter out, OutputFormat format, int jobs) {

  /** Prints a result above what the display shows. */
  void print(LocalJob.Ended.WithResult result, ProgressDisplay display)
      throws JsonProcessingException {
    List<String> lines =
        switch (format) {
          case text -> text(result);
          case json ->
              List.of(
                  new ObjectMapper()
                      .writerWithDefaultPrettyPrinter()
                      .writeValueAsString(result.job()));
        };
    display.above(
        () -> {
          lines.forEach(out::println);
          out.flush();
        });
  }

  private List<String> text(LocalJob.Ended.WithResult result) {
    List<String> lines = new ArrayList<>();
    if (jobs > 1) {
      lines.add("");
      lines.add(result.outcome().plan().job());
    }
    lines.addAll(ResultText.lines(result));
    return lines;
  }
}
