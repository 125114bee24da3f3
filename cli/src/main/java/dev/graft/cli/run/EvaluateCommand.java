package dev.graft.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.job.FinishedJobs;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.cli.manifest.Manifests;
import dev.graft.crd.AdapterJob;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.Plan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates what a finished job has trained once more. */
@Command(
    name = "evaluate",
    description = {
      "Evaluates the adapters of a finished job on other goals: the AdapterJob JOB-evaluate, which"
          + " trains nothing, is executed as graft run does.",
      "graft compare refuses to set it beside others of other goals."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  @Parameters(
      paramLabel = "JOB[/RUN]",
      description = "A finished job, or one of its runs, such as door-lock-v3-seed-0.")
  private String name;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      description = "Goals of each task (default: as many as the job had).")
  private @Nullable Integer episodes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Draws the goals (default: one more than the job's, for goals it has not seen).")
  private @Nullable Long seed;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Set another field, such as spec.evaluation.maxEpisodeSteps=300.")
  private List<String> settings = List.of();

  @Option(
      names = "--manifest",
      description =
          "Print the AdapterJob instead of executing it: for kubectl, or a folder in git.")
  private boolean manifestOnly;

  @Mixin private Execution execution;
  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public EvaluateCommand() {}

  @Override
  public Integer call() throws IOException {
    List<AdapterJob> jobs =
        new Manifests()
            .parse("graft evaluate", manifest(Installation.of(System.getenv())), settings);
    if (manifestOnly) {
      spec.commandLine().getOut().print(YAML.writeValueAsString(jobs.getFirst()));
      spec.commandLine().getOut().flush();
      return ExitCode.Done.code();
    }
    return execution.of(jobs).code();
  }

  private String manifest(Installation installation) throws IOException {
    LocalJobs jobs = new LocalJobs(installation);
    int slash = name.indexOf('/');
    String job = slash < 0 ? name : name.substring(0, slash);
    Optional<JobFiles> files = jobs.find(job);
    if (files.isEmpty()) {
      throw jobs.unknown(job);
    }
    FinishedJobs.Finished finished = new FinishedJobs(installation).finished(files.get());
    Plan plan = finished.plan();
    if (plan.runs().isEmpty()) {
      throw CommandFailure.usage(
          "job '%s' only pretrains: give a job that has adapters".formatted(plan.job()));
    }
    List<AdapterRun> runs =
        slash < 0 ? plan.runs() : List.of(finished.run(name.substring(slash + 1)));
    ObjectNode given = (ObjectNode) JSON.readTree(files.get().job().toFile()).path("spec");
    return JSON.writeValueAsString(goals(new Reevaluation(plan, runs).manifest(given)));
  }

  private ObjectNode goals(ObjectNode manifest) {
    ObjectNode evaluation = manifest.withObject("/spec/evaluation");
    if (episodes != null) {
      evaluation.put("episodes", episodes);
    }
    if (seed != null) {
      evaluation.put("seed", seed);
    }
    return manifest;
  }
}
