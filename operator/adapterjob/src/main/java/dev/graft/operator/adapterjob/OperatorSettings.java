package dev.graft.operator.adapterjob;

import dev.graft.operator.resources.Images;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's configuration says about all AdapterJobs.
 *
 * @param images of the pods
 * @param defaultTrackingUri the MLflow server of AdapterJobs that name none
 */
public record OperatorSettings(Images images, @Nullable String defaultTrackingUri) {}
