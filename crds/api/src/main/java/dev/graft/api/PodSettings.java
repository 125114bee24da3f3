package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster may need of pods besides their resources: where they run, by which right, under
 * which labels. {@code graft run} has no use for it.
 *
 * @param labels more labels; those of Graft stay its own
 * @param annotations more annotations
 * @param nodeSelector labels that a node must have
 * @param tolerations taints that a node may have
 * @param affinity nodes and other pods to be near, or not; absent: any
 * @param imagePullSecrets Secrets of the images' registry
 * @param priorityClassName of the pods; absent: the cluster's default
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.labels) || self.labels.all(label, !label.startsWith('graft.dev/') &&"
            + " !label.startsWith('app.kubernetes.io/'))",
    fieldPath = ".labels",
    message = "has a label of graft.dev/ or app.kubernetes.io/, which Graft sets; use another name")
public record PodSettings(
    @JsonPropertyDescription("More labels, such as those of a cost center.")
        Map<String, String> labels,
    @JsonPropertyDescription("More annotations.") Map<String, String> annotations,
    @JsonPropertyDescription("Labels that a node must have to run the pods.")
        Map<String, String> nodeSelector,
    @JsonPropertyDescription("Taints that a node may have that runs the pods.") @Size(max = 32)
        List<Toleration> tolerations,
    @JsonPropertyDescription(
            "Nodes that the pods need or prefer, and other pods to be near or not: as in Kubernetes"
                + " (`kubectl explain pod.spec.affinity`).")
        @Nullable Affinity affinity,
    @JsonPropertyDescription("Secrets in this namespace with the registry's credentials.")
        @Size(max = 16)
        List<LocalReference> imagePullSecrets,
    @JsonPropertyDescription("The pods' PriorityClass; absent: the cluster's default.")
        @Size(min = 1, max = 253)
        @Pattern(LocalReference.NAME)
        @Nullable String priorityClassName) {
  /** Copies; what is absent is empty. */
  public PodSettings {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
  }

  /**
   * A taint that pods bear, as in Kubernetes.
   *
   * @param key of the taint; absent: any, with {@code Exists}
   * @param operator how the value counts
   * @param value of the taint, with {@code Equal}
   * @param effect of the taint; absent: any
   * @param tolerationSeconds how long, with {@code NoExecute}; absent: for ever
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Toleration(
      @JsonPropertyDescription("Key of the taint; absent: any, with operator Exists.")
          @Size(min = 1, max = 316)
          @Nullable String key,
      @JsonPropertyDescription("Exists: any value; Equal: this value.") @Default("Equal")
          Operator operator,
      @JsonPropertyDescription("Value of the taint, with operator Equal.") @Size(max = 63)
          @Nullable String value,
      @JsonPropertyDescription("Effect of the taint; absent: any.") @Nullable Effect effect,
      @JsonPropertyDescription("Seconds until eviction, with NoExecute; absent: never.")
          @Min(0)
          @Max(31_536_000)
          @Nullable Long tolerationSeconds) {
    /** Fills in the operator. */
    public Toleration {
      operator = Objects.requireNonNullElse(operator, Operator.Equal);
    }
  }

  /** How a toleration's value counts. */
  public enum Operator {
    /** As it is. */
    Equal,
    /** Not at all. */
    Exists
  }

  /** What a taint does to pods that do not tolerate it. */
  public enum Effect {
    /** They get other nodes. */
    NoSchedule,
    /** They get other nodes where there are some. */
    PreferNoSchedule,
    /** They are evicted. */
    NoExecute
  }
}
