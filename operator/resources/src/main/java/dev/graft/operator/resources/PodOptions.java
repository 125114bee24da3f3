package dev.graft.operator.resources;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.api.Affinity;
import dev.graft.api.PodSettings;
import dev.graft.api.PodSettings.Toleration;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a person asks of pods besides their resources, added to a template. */
final class PodOptions {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PodOptions() {}

  /** The template with the settings; what it has already stays. */
  static PodTemplateSpec added(PodTemplateSpec template, @Nullable PodSettings settings) {
    if (settings == null) {
      return template;
    }
    return template
        .edit()
        .editMetadata()
        .withLabels(both(template.getMetadata().getLabels(), settings.labels()))
        .withAnnotations(both(template.getMetadata().getAnnotations(), settings.annotations()))
        .endMetadata()
        .editSpec()
        .withNodeSelector(sorted(settings.nodeSelector()))
        .withTolerations(settings.tolerations().stream().map(PodOptions::toleration).toList())
        .withAffinity(affinity(settings.affinity()))
        .withImagePullSecrets(
            settings.imagePullSecrets().stream()
                .map(secret -> new LocalObjectReference(secret.name()))
                .toList())
        .withPriorityClassName(settings.priorityClassName())
        .endSpec()
        .build();
  }

  private static Map<String, String> both(Map<String, String> own, Map<String, String> more) {
    Map<String, String> both = new TreeMap<>(more);
    both.putAll(own);
    return both;
  }

  /** In the same order in every process. */
  private static Map<String, String> sorted(Map<String, String> map) {
    return new TreeMap<>(map);
  }

  /** Field by field the same. */
  private static io.fabric8.kubernetes.api.model.@Nullable Affinity affinity(
      @Nullable Affinity given) {
    return JSON.convertValue(given, io.fabric8.kubernetes.api.model.Affinity.class);
  }

  private static io.fabric8.kubernetes.api.model.Toleration toleration(Toleration given) {
    return new TolerationBuilder()
        .withKey(given.key())
        .withOperator(given.operator().name())
        .withValue(given.value())
        .withEffect(given.effect() == null ? null : given.effect().name())
        .withTolerationSeconds(given.tolerationSeconds())
        .build();
  }
}
