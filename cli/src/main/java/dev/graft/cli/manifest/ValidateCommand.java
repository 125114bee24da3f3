package dev.graft.cli.manifest;

import dev.graft.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with manifests, as an API server with the CRD would. */
@Command(
    name = "validate",
    description = {
      "Checks manifests against the CRD, as an API server would.",
      "Prints one line for each violation: file, line, field, value and remedy; exits with 2 if any."
    })
public final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Manifests, or folders of them.")
  private List<Path> files;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set a field first, such as spec.evaluation.episodes=20; the value is YAML.")
  private List<String> settings = List.of();

  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public ValidateCommand() {}

  @Override
  public Integer call() {
    Manifests manifests = new Manifests();
    PrintWriter out = spec.commandLine().getOut();
    ExitCode exitCode = ExitCode.Done;
    for (Path file : Manifests.files(files)) {
      Manifests.Checked checked = manifests.check(file, settings);
      checked.violations().forEach(out::println);
      checked
          .jobs()
          .forEach(job -> out.println(file + ": " + job.getMetadata().getName() + " is valid"));
      if (!checked.violations().isEmpty()) {
        exitCode = ExitCode.Usage;
      }
    }
    return exitCode.code();
  }
}
