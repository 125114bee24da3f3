package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes pods need or prefer, and beside which other pods: Kubernetes' own object of that name
 * in {@code core/v1}, field by field, so that what is written for any pod can be written here.
 *
 * @param nodeAffinity which nodes
 * @param podAffinity beside which pods
 * @param podAntiAffinity away from which pods
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Affinity(
    @JsonPropertyDescription("Nodes that pods need or prefer.") @Nullable NodeAffinity nodeAffinity,
    @JsonPropertyDescription("Pods that pods need or prefer to be near.")
        @Nullable PodAffinity podAffinity,
    @JsonPropertyDescription("Pods that pods must not be near, or prefer not to be.")
        @Nullable PodAffinity podAntiAffinity) {

  /**
   * Which nodes.
   *
   * @param requiredDuringSchedulingIgnoredDuringExecution what a node must be
   * @param preferredDuringSchedulingIgnoredDuringExecution what makes a node better
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record NodeAffinity(
      @JsonPropertyDescription("What a node must be.")
          @Nullable NodeSelector requiredDuringSchedulingIgnoredDuringExecution,
      @JsonPropertyDescription("What makes a node better.")
          List<PreferredNode> preferredDuringSchedulingIgnoredDuringExecution) {
    /** Copies; what is absent is empty. */
    public NodeAffinity {
      preferredDuringSchedulingIgnoredDuringExecution =
          copied(preferredDuringSchedulingIgnoredDuringExecution);
    }
  }

  /**
   * What a node must be.
   *
   * @param nodeSelectorTerms one of these has to hold
   */
  public record NodeSelector(
      @JsonPropertyDescription("One of these has to hold.") @Required @Size(min = 1)
          List<NodeTerm> nodeSelectorTerms) {
    /** Copies. */
    public NodeSelector {
      nodeSelectorTerms = copied(nodeSelectorTerms);
    }
  }

  /**
   * What holds of a node when all of it does; of none when it is empty.
   *
   * @param matchExpressions of its labels
   * @param matchFields of its fields
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record NodeTerm(
      @JsonPropertyDescription("What its labels must be.") List<NodeRequirement> matchExpressions,
      @JsonPropertyDescription("What its fields must be.") List<NodeRequirement> matchFields) {
    /** Copies; what is absent is empty. */
    public NodeTerm {
      matchExpressions = copied(matchExpressions);
      matchFields = copied(matchFields);
    }
  }

  /**
   * What a label or a field of a node must be.
   *
   * @param key of the label, or name of the field
   * @param operator how values count
   * @param values to compare with
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 :"
              + " self.operator in ['Gt', 'Lt'] ? has(self.values) && size(self.values) == 1 :"
              + " !has(self.values) || size(self.values) == 0",
      fieldPath = ".values",
      message =
          "does not go with the operator: give one with Gt and Lt, some with In and NotIn, else none")
  public record NodeRequirement(
      @JsonPropertyDescription("Key of the label, or name of the field.") @Required @Size(min = 1)
          String key,
      @JsonPropertyDescription("How values count.") @Required NodeOperator operator,
      @JsonPropertyDescription(
              "With In and NotIn at least one, with Gt and Lt a whole number, else none.")
          List<String> values) {
    /** Copies; what is absent is empty. */
    public NodeRequirement {
      values = copied(values);
    }
  }

  /** How the values of a {@link NodeRequirement} count. */
  public enum NodeOperator {
    /** It is one of them. */
    In,
    /** It is none of them. */
    NotIn,
    /** It is there. */
    Exists,
    /** It is not there. */
    DoesNotExist,
    /** It is more than the one. */
    Gt,
    /** It is less than the one. */
    Lt
  }

  /**
   * What makes a node better.
   *
   * @param weight by how much
   * @param preference what it is
   */
  public record PreferredNode(
      @JsonPropertyDescription("By how much.") @Required @Min(1) @Max(100) int weight,
      @JsonPropertyDescription("What it is.") @Required NodeTerm preference) {}

  /**
   * Other pods, to be near or not.
   *
   * @param requiredDuringSchedulingIgnoredDuringExecution each has to hold
   * @param preferredDuringSchedulingIgnoredDuringExecution what makes a node better
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record PodAffinity(
      @JsonPropertyDescription("Each has to hold.")
          List<PodTerm> requiredDuringSchedulingIgnoredDuringExecution,
      @JsonPropertyDescription("What makes a node better.")
          List<PreferredPod> preferredDuringSchedulingIgnoredDuringExecution) {
    /** Copies; what is absent is empty. */
    public PodAffinity {
      requiredDuringSchedulingIgnoredDuringExecution =
          copied(requiredDuringSchedulingIgnoredDuringExecution);
      preferredDuringSchedulingIgnoredDuringExecution =
          copied(preferredDuringSchedulingIgnoredDuringExecution);
    }
  }

  /**
   * Pods in namespaces, and what near them means.
   *
   * @param topologyKey label of nodes that are near each other when its value is the same
   * @param labelSelector of the pods; absent: none
   * @param namespaceSelector of their namespaces
   * @param namespaces of theirs; with no selector either: the pod's own
   * @param matchLabelKeys labels in which they must be like the pod
   * @param mismatchLabelKeys labels in which they must not be like the pod
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record PodTerm(
      @JsonPropertyDescription("Nodes are near each other when this label of theirs is the same.")
          @Required
          @Size(min = 1)
          String topologyKey,
      @JsonPropertyDescription("The pods; absent: none.") @Nullable LabelSelector labelSelector,
      @JsonPropertyDescription("Their namespaces, by labels.")
          @Nullable LabelSelector namespaceSelector,
      @JsonPropertyDescription("Their namespaces; without these and a selector: the pod's own.")
          List<String> namespaces,
      @JsonPropertyDescription("Labels in which they must be like the pod.")
          List<String> matchLabelKeys,
      @JsonPropertyDescription("Labels in which they must not be like the pod.")
          List<String> mismatchLabelKeys) {
    /** Copies; what is absent is empty. */
    public PodTerm {
      namespaces = copied(namespaces);
      matchLabelKeys = copied(matchLabelKeys);
      mismatchLabelKeys = copied(mismatchLabelKeys);
    }
  }

  /**
   * What makes a node better.
   *
   * @param weight by how much
   * @param podAffinityTerm which pods are near
   */
  public record PreferredPod(
      @JsonPropertyDescription("By how much.") @Required @Min(1) @Max(100) int weight,
      @JsonPropertyDescription("Which pods are near.") @Required PodTerm podAffinityTerm) {}

  /**
   * What has certain labels: all that is said has to hold; empty: everything.
   *
   * @param matchLabels labels with their values
   * @param matchExpressions what labels must be
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record LabelSelector(
      @JsonPropertyDescription("Labels with their values.") Map<String, String> matchLabels,
      @JsonPropertyDescription("What labels must be.") List<LabelRequirement> matchExpressions) {
    /** Copies; what is absent is empty. */
    public LabelSelector {
      matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
      matchExpressions = copied(matchExpressions);
    }
  }

  /**
   * What a label must be.
   *
   * @param key of the label
   * @param operator how values count
   * @param values to compare with
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 :"
              + " !has(self.values) || size(self.values) == 0",
      fieldPath = ".values",
      message = "does not go with the operator: give some with In and NotIn, else none")
  public record LabelRequirement(
      @JsonPropertyDescription("Key of the label.") @Required @Size(min = 1) String key,
      @JsonPropertyDescription("How values count.") @Required LabelOperator operator,
      @JsonPropertyDescription("With In and NotIn at least one, else none.") List<String> values) {
    /** Copies; what is absent is empty. */
    public LabelRequirement {
      values = copied(values);
    }
  }

  /** How the values of a {@link LabelRequirement} count. */
  public enum LabelOperator {
    /** It is one of them. */
    In,
    /** It is none of them. */
    NotIn,
    /** It is there. */
    Exists,
    /** It is not there. */
    DoesNotExist
  }

  private static <T> List<T> copied(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
