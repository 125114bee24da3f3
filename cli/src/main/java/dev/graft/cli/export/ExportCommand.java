package dev.graft.cli.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.OutputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes results of finished jobs as files that others read. */
@Command(
    name = "export",
    description = {
      "Writes what a finished job has made as files that others read.",
      "lerobot: its demonstrations as a LeRobotDataset v3.0 (Parquet), with rewards, successes and"
          + " goals where they are known; demonstrations.dataset in a manifest reads it."
    })
public final class ExportCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description =
          "A finished job (JOB, JOB/ATTEMPT, or a folder that graft run left), one of its runs"
              + " (JOB/RUN, such as quickstart/door-lock-v3-seed-0), or a dataset's digest.")
  private String source;

  @Parameters(index = "1", paramLabel = "DIR", description = "The folder to be made.")
  private Path directory;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "What to write: ${COMPLETION-CANDIDATES}.")
  private ExportFormat format;

  @Option(
      names = {"-o", "--output-format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: text).")
  private OutputFormat output;

  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    ExportFolder folder = ExportFolder.at(directory);
    ExportSource found = ExportSource.find(source, Installation.of(System.getenv()));
    switch (format) {
      case lerobot ->
          print(folder.write(partial -> DemonstrationExport.write(found, partial, directory)));
    }
    return ExitCode.Done.code();
  }

  private void print(DemonstrationExport.Written written) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case text ->
          out.printf(
              "%s: %s, %d episodes, %d frames of %s, digest %s%n",
              written.folder(),
              written.format(),
              written.episodes(),
              written.frames(),
              String.join(", ", written.tasks()),
              written.digest());
      case json ->
          out.println(
              new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(written));
    }
    out.flush();
  }
}
