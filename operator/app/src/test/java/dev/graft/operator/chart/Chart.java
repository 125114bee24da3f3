package dev.graft.operator.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The chart in the sources, as Helm sees it. */
final class Chart {
  static final String DEFAULT_VALUES = "";
  static final Path FOLDER = Path.of("../../charts/graft");
  static final String RELEASE = "graft";
  static final String NAMESPACE = "graft-system";

  /** The oldest version that the chart supports. */
  private static final String KUBERNETES = "1.33.0";

  private Chart() {}

  /**
   * The manifests of a release, as text.
   *
   * @param values as in a values file
   */
  static String render(String values) {
    return renderIn(NAMESPACE, values);
  }

  /** The same, of a release in another namespace. */
  static String renderIn(String namespace, String values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        return render(namespace, Files.writeString(file, values));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String render(String namespace, Path values) {
    return new Helm(FOLDER)
        .template()
        .withName(RELEASE)
        .withNamespace(namespace)
        .withKubeVersion(KUBERNETES)
        .withValuesFile(values)
        .call();
  }

  /** The objects of a release. */
  static List<HasMetadata> objects(String values) {
    return Arrays.stream(render(values).split("(?m)^---$", -1))
        .filter(text -> text.contains("kind:"))
        .map(Serialization::<HasMetadata>unmarshal)
        .toList();
  }

  /** The objects of one kind. */
  static <T extends HasMetadata> List<T> objects(Class<T> kind, String values) {
    return objects(values).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }
}
