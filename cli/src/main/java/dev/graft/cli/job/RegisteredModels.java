package dev.graft.cli.job;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.ModelStatus;
import dev.graft.api.ModelReference;
import dev.graft.api.Pretrain;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.mlflow.ServerAnswer;
import dev.graft.crd.AdapterJob;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Plan;
import dev.graft.plan.PlanException;
import dev.graft.plan.References;
import dev.graft.plan.RegisteredBackbone;
import dev.graft.plan.ResolvedInputs;
import dev.graft.plan.ResolvedModel;
import dev.graft.trainer.mlflow.ModelLookup;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.TrackingAccess;
import dev.graft.trainer.mlflow.TrackingServer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Versions of registered models that jobs refer to, looked up before a job is planned. */
public final class RegisteredModels {
  private RegisteredModels() {}

  /**
   * What a job's reference stands for now; empty when it has none.
   *
   * @param servers gives the address of the server that a job is recorded in, and is asked only
   *     when the job has a reference
   * @throws CommandFailure when the server does not tell
   */
  static Optional<ResolvedModel> find(AdapterJob job, Function<AdapterJob, URI> servers) {
    ModelReference reference = References.of(job.getSpec()).model();
    return Optional.ofNullable(reference).map(model -> lookUp(model.uri(), servers.apply(job)));
  }

  /**
   * Refuses a reference that stands for nothing, or for nothing that a job can be planned with.
   *
   * @param servers as for {@link #find}
   * @throws CommandFailure for such a one, or when the server does not tell
   */
  static void require(AdapterJob job, Function<AdapterJob, URI> servers) {
    ModelReference reference = References.of(job.getSpec()).model();
    if (reference != null) {
      try {
        RegisteredBackbone.stage(reference, lookUp(reference.uri(), servers.apply(job)));
      } catch (PlanException unfit) {
        throw CommandFailure.usage(job.getMetadata().getName() + ": " + unfit.getMessage());
      }
    }
  }

  private static ResolvedModel lookUp(String uri, URI address) {
    return ServerAnswer.to(access -> lookUp(uri, address, access));
  }

  private static ResolvedModel lookUp(String uri, URI address, TrackingAccess access) {
    try (TrackingServer server = new TrackingServer(address, access, RetryPolicy.PATIENT)) {
      return switch (server.models().lookUp(uri)) {
        case ModelLookup.Found(var version) ->
            new ResolvedModel.Version(
                uri, version.number(), version.tags().get(ResolvedModel.STAGE_TAG));
        case ModelLookup.Missing(var there) -> new ResolvedModel.Missing(uri, there);
      };
    }
  }

  /** What a finished job's reference stood for, as its status has it: no server is asked. */
  static Optional<ResolvedModel> finished(AdapterJob job) {
    return Optional.ofNullable(job.getStatus())
        .map(AdapterJobStatus::model)
        .map(ResolvedModel.Version::of);
  }

  /** What a reference will stand for when a job that was planned has registered its backbone. */
  static ResolvedModel planned(String uri, Plan maker) {
    JobOrigin origin = new JobOrigin(maker.job(), maker.experiment());
    return new ResolvedModel.Version(uri, "to come", maker.backbone().madeBy(origin).json());
  }

  /** For the status of a job that was planned: later it is known what the job was run with. */
  public static @Nullable ModelStatus pinned(ResolvedInputs inputs) {
    return inputs.model() instanceof ResolvedModel.Version version ? version.pinned() : null;
  }

  /** Whether a job registers its backbone under the name that another one refers to. */
  static boolean registers(AdapterJob maker, AdapterJob user) {
    Pretrain pretrain = maker.getSpec().backbone().pretrain();
    ModelReference reference = References.of(user.getSpec()).model();
    return pretrain != null && reference != null && reference.name().equals(pretrain.registerAs());
  }
}
