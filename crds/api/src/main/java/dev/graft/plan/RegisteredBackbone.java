package dev.graft.plan;

import dev.graft.api.AdapterJobStatus.ModelStatus;
import dev.graft.api.ModelReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The backbone that a version of a registered model holds. */
public final class RegisteredBackbone {
  private static final String FIELD = "spec.backbone.model.uri";

  private RegisteredBackbone() {}

  /**
   * The stage that made it.
   *
   * @param found what the reference stands for; absent: it was not looked up
   * @throws PlanException when there is no such version, or it does not tell
   */
  public static BackboneStage stage(ModelReference model, @Nullable ResolvedModel found) {
    return switch (found) {
      case null -> throw refusal(model, "was not looked up: no tracking server was asked");
      case ResolvedModel.Missing missing -> throw refusal(model, remedy(model, missing));
      case ResolvedModel.Version version -> stage(model, version);
    };
  }

  private static BackboneStage stage(ModelReference model, ResolvedModel.Version version) {
    return Optional.ofNullable(version.stage())
        .filter(json -> json.length() <= ModelStatus.LONGEST_STAGE)
        .flatMap(BackboneStage::parse)
        .orElseThrow(
            () ->
                refusal(
                    model,
                    "is version %s, which does not say how its backbone was made (its tag %s): it is an adapter, or another version of Graft or something else registered it; run the job that registers it again with graft run --fresh, or use spec.backbone.fromJob"
                        .formatted(version.number(), ResolvedModel.STAGE_TAG)));
  }

  private static String remedy(ModelReference model, ResolvedModel.Missing missing) {
    return missing.there().isEmpty()
        ? "is of no registered model: there is none named '%s' on the tracking server; run a job with spec.backbone.pretrain.registerAs: %s, or name another one (graft models lists them)"
            .formatted(model.name(), model.name())
        : "is of no version: the registered model '%s' has no %s '%s'; use one of %s"
            .formatted(
                model.name(),
                model.hasAlias() ? "alias" : "version",
                model.version(),
                String.join(", ", missing.there()));
  }

  private static PlanException refusal(ModelReference model, String problem) {
    return new PlanException(FIELD, "'%s' %s".formatted(model.uri(), problem));
  }
}
