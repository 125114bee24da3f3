package dev.graft.cli.manifest;

import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.OutputFormat;
import dev.graft.cli.job.FinishedJobs;
import dev.graft.cli.job.JobOrder;
import dev.graft.cli.mlflow.LocalMlflow;
import dev.graft.cli.mlflow.ServerAddress;
import dev.graft.crd.AdapterJob;
import dev.graft.plan.Plan;
import dev.graft.trainer.store.ContentStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what manifests would do, without doing it. */
@Command(
    name = "plan",
    description = {
      "Shows the stages and runs of AdapterJobs, their digests, and what is there already.",
      "Jobs may refer to each other, and to finished ones; they are shown in the order in which"
          + " graft run executes them."
    })
public final class PlanCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Manifests of AdapterJobs, or folders of them.")
  private List<Path> files;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Set a field first, such as spec.evaluation.episodes=20; the value is YAML, and the last"
              + " one of a field counts.")
  private List<String> settings = List.of();

  @Option(
      names = "--tracking-uri",
      converter = ServerAddress.class,
      paramLabel = "URI",
      description =
          "MLflow server to look up spec.backbone.model on (default: spec.tracking.uri, or a local"
              + " one that is started); with --children also the operator's, for AdapterJobs that"
              + " name none.")
  private @Nullable URI trackingUri;

  @Option(
      names = {"-o", "--output-format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: text).")
  private OutputFormat format;

  @Mixin private ClusterOptions cluster;

  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public PlanCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Installation installation = Installation.of(System.getenv());
    PlanText text = new PlanText(new ContentStore(installation.store()));
    List<AdapterJob> jobs = JobOrder.of(new Manifests().read(files, settings));
    FinishedJobs finished = new FinishedJobs(installation, jobs);
    for (AdapterJob job : jobs) {
      Plan plan = plan(job, finished, installation);
      finished.ended(plan, installation.store());
      out.println(
          switch (format) {
            case text ->
                cluster.children ? inCluster(job, plan).yaml().stripTrailing() : text.of(plan);
            case json ->
                cluster.children
                    ? PlanJson.of(plan, inCluster(job, plan).children())
                    : PlanJson.of(plan);
          });
    }
    return ExitCode.Done.code();
  }

  private Plan plan(AdapterJob job, FinishedJobs finished, Installation installation)
      throws IOException {
    Function<AdapterJob, URI> servers = asked -> server(asked, installation);
    return cluster.children ? finished.planInCluster(job, servers) : finished.plan(job, servers);
  }

  private ClusterPlan inCluster(AdapterJob job, Plan plan) {
    return new ClusterPlan(job, plan, cluster, trackingUri);
  }

  /** Where {@code graft run} would record the job. */
  private URI server(AdapterJob job, Installation installation) {
    return Optional.ofNullable(trackingUri)
        .or(() -> Optional.ofNullable(job.getSpec().tracking().uri()).map(URI::create))
        .orElseGet(() -> local(new LocalMlflow(installation)));
  }

  private URI local(LocalMlflow mlflow) {
    if (mlflow.find().isEmpty()) {
      spec.commandLine().getErr().println("starting the local MLflow server");
    }
    return mlflow.findOrStart();
  }
}
