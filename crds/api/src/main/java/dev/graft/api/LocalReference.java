package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * An object of the AdapterJob's namespace, whose kind follows from the field.
 *
 * @param name of the object
 */
public record LocalReference(
    @JsonPropertyDescription("Name of an object in this namespace.")
        @Required
        @Size(min = 1, max = 253)
        @Pattern(LocalReference.NAME)
        String name) {
  /** Names of Kubernetes objects. */
  static final String NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";
}
