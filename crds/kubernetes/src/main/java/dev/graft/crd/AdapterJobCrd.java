package dev.graft.crd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.crd.yaml.YamlException;
import dev.graft.crd.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The CustomResourceDefinition of AdapterJob, generated from {@link dev.graft.api}. */
public final class AdapterJobCrd {
  /** The name of the resource, beside this class, that holds the definition. */
  public static final String RESOURCE = "adapterjobs.graft.dev.yaml";

  private AdapterJobCrd() {}

  /** The definition as YAML, as it is applied to an API server. */
  public static String yaml() {
    try (var stream = AdapterJobCrd.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar of AdapterJob");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of a whole AdapterJob ({@code openAPIV3Schema}). */
  static JsonNode schema() {
    try {
      return YamlReader.read(yaml())
          .getFirst()
          .root()
          .required("spec")
          .required("versions")
          .required(0)
          .required("schema")
          .required("openAPIV3Schema");
    } catch (YamlException e) {
      throw new IllegalStateException(RESOURCE + " " + e.getMessage(), e);
    }
  }
}
