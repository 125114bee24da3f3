package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * The MLflow server and experiment.
 *
 * @param experiment its name; absent: the AdapterJob's name
 * @param uri its address; absent: the operator's default server, or locally one started for the
 *     user
 * @param credentialsSecretRef a Secret of which trainer pods get every entry as an environment
 *     variable, under the names that MLflow's own clients read; absent: the server asks nobody
 * @param certificatesConfigMapRef a ConfigMap with the certificates of the authorities to be
 *     trusted, as {@value #CERTIFICATES_KEY}; absent: the image's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tracking(
    @JsonPropertyDescription("Name of the MLflow experiment; absent: the AdapterJob's name.")
        @Size(min = 1, max = 250)
        @Pattern("^[^/:\\s][^/:]*$")
        @Nullable String experiment,
    @JsonPropertyDescription(
            "Address of the MLflow server, such as http://mlflow:5000; absent: the default server.")
        @Size(min = 1, max = 2048)
        @Pattern("^https?://[^\\s]+$")
        @Nullable String uri,
    @JsonPropertyDescription(
            "A Secret for trainer pods in a cluster, with MLFLOW_TRACKING_USERNAME and"
                + " MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.")
        @Nullable LocalReference credentialsSecretRef,
    @JsonPropertyDescription(
            "A ConfigMap for trainer pods in a cluster whose ca.crt has the certificates (PEM) of the"
                + " authorities that vouch for the server.")
        @Nullable LocalReference certificatesConfigMapRef) {
  /** The ConfigMap's entry. */
  public static final String CERTIFICATES_KEY = "ca.crt";
}
