package dev.graft.cli.manifest;

import dev.graft.cli.ExitCode;
import dev.graft.cli.ResultFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      description =
          "Set a field first, such as spec.evaluation.episodes=20; the value is YAML, and the last"
              + " one of a field counts.")
  private List<String> settings = List.of();

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public ValidateCommand() {}

  /** What is said of a file, which has jobs or violations. */
  record Validated(String file, List<String> jobs, List<String> violations) {
    static Validated of(Path file, Manifests.Checked checked) {
      return new Validated(
          file.toString(),
          checked.jobs().stream().map(job -> job.getMetadata().getName()).toList(),
          checked.violations());
    }
  }

  @Override
  public Integer call() {
    Manifests manifests = new Manifests();
    List<Validated> results =
        Manifests.files(files).stream()
            .map(file -> Validated.of(file, manifests.check(file, settings)))
            .toList();
    format.print(results, (all, out) -> all.forEach(result -> text(result, out)));
    boolean valid = results.stream().allMatch(result -> result.violations().isEmpty());
    return (valid ? ExitCode.Done : ExitCode.Usage).code();
  }

  private static void text(Validated result, PrintWriter out) {
    result.violations().forEach(out::println);
    result.jobs().forEach(job -> out.println(result.file() + ": " + job + " is valid"));
  }
}
