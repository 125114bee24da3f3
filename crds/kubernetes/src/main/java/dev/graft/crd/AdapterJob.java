package dev.graft.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.api.AdapterJobSpec;
import dev.graft.api.AdapterJobStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * The custom resource AdapterJob: metadata around {@link AdapterJobSpec} and {@link
 * AdapterJobStatus}. Spec and status are null until set.
 */
@Group(AdapterJob.GROUP)
@Version(AdapterJob.VERSION)
@Kind(AdapterJob.KIND)
@ShortNames("aj")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(name = "PHASE", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "METHOD", jsonPath = ".status.method", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "PROGRESS",
    jsonPath = ".status.progress.summary",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "ETA", jsonPath = ".status.progress.eta", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "SUCCESS",
    jsonPath = ".status.evaluation.successRate",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "RUNS", jsonPath = ".status.runsSummary", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "MLFLOW",
    jsonPath = ".status.mlflow.url",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "BACKBONE",
    jsonPath = ".status.backbone.digest",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class AdapterJob extends CustomResource<AdapterJobSpec, AdapterJobStatus>
    implements Namespaced {
  /** The API group. */
  public static final String GROUP = "graft.dev";

  /** The API version within the group. */
  public static final String VERSION = "v1alpha1";

  /** The kind. */
  public static final String KIND = "AdapterJob";

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable AdapterJobSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable AdapterJobStatus initStatus() {
    return null;
  }
}
