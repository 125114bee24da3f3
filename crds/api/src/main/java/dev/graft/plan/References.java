package dev.graft.plan;

import dev.graft.api.Adapter;
import dev.graft.api.AdapterJobSpec;
import dev.graft.api.AdapterReference;
import dev.graft.api.Demonstrations;
import dev.graft.api.JobReference;
import dev.graft.api.Method;
import dev.graft.api.MethodParameters;
import dev.graft.api.ModelReference;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a spec refers to outside of itself, to be looked up before it is planned.
 *
 * @param backbones names of AdapterJobs whose backbone is used, each once
 * @param adapters names of AdapterJobs whose adapters are used, each once, in the order of the spec
 * @param model a version of a registered model, whose backbone is used; absent: none
 * @param dataset a person's own demonstrations; absent: none
 */
public record References(
    List<String> backbones,
    List<String> adapters,
    @Nullable ModelReference model,
    Demonstrations.@Nullable Dataset dataset) {
  /** Copies the names. */
  public References {
    backbones = backbones.stream().distinct().toList();
    adapters = adapters.stream().distinct().toList();
  }

  /** Of a spec that the CRD accepts. */
  public static References of(AdapterJobSpec spec) {
    JobReference fromJob = spec.backbone().fromJob();
    Adapter adapter = spec.adapter();
    return new References(
        fromJob == null ? List.of() : List.of(fromJob.name()),
        adapter == null ? List.of() : sources(adapter.method()),
        spec.backbone().model(),
        spec.demonstrations().dataset());
  }

  private static List<String> sources(Method method) {
    return switch (method.given()) {
      case MethodParameters.Trained trained -> List.of(trained.job().name());
      case MethodParameters.Fusion fusion ->
          fusion.sources().stream().map(AdapterReference::job).map(JobReference::name).toList();
      default -> List.of();
    };
  }

  /** The names of all AdapterJobs that must have finished, each once. */
  public List<String> jobs() {
    return Stream.concat(backbones.stream(), adapters.stream()).distinct().toList();
  }
}
