package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A version of an MLflow registered model, on the server that the job is recorded in.
 *
 * @param uri {@code models:/NAME/VERSION}, or {@code models:/NAME@ALIAS}
 */
public record ModelReference(
    @JsonPropertyDescription(
            "models:/NAME/VERSION or models:/NAME@ALIAS, such as models:/ml45-gpt2@champion; what an"
                + " alias stands for is looked up once for each attempt.")
        @Required
        @Size(min = 1, max = ModelReference.LONGEST)
        @Pattern(ModelReference.URI)
        String uri) {
  static final int LONGEST = 400;
  static final String URI =
      "^models:/[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(/[1-9][0-9]{0,8}|@[A-Za-z0-9_-]+)$";

  private static final int NAME = "models:/".length();

  /** Name of the registered model. */
  public String name() {
    return uri.substring(NAME, end());
  }

  /** Whether it is an alias that stands for the version, and may come to stand for another. */
  public boolean hasAlias() {
    return uri.charAt(end()) == '@';
  }

  /** The version's number, or an alias. */
  public String version() {
    return uri.substring(end() + 1);
  }

  private int end() {
    return Math.max(uri.indexOf('/', NAME), uri.indexOf('@', NAME));
  }
}
