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
        @Nullable String uri) {}
